/**
 * The console's look on Mantine's. Mantine would write its variables into a style element, which a strict Content-Security-Policy
 * forbids; here they become a constructed style sheet, which it allows. No component that writes style elements may be used: AppShell,
 * Grid, SimpleGrid, Flex, and style props with a value for each breakpoint.
 */
import {
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 9,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif',
  defaultRadius: 'md',
});

/** Mantine's dimmed text is too faint to read at this size; these pass WCAG AA on their backgrounds. */
const DIMMED = { light: 'var(--mantine-color-gray-7)', dark: 'var(--mantine-color-dark-1)' } as const;

export function adoptThemeVariables(): void {
  const { variables, light, dark } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables(
      {
        variables,
        light: { ...light, '--mantine-color-dimmed': DIMMED.light, '--mantine-color-placeholder': DIMMED.light },
        dark: { ...dark, '--mantine-color-dimmed': DIMMED.dark, '--mantine-color-placeholder': DIMMED.dark },
      },
      ':root',
    ),
  );
  document.adoptedStyleSheets.push(sheet);
}
