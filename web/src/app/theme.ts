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

/** What is wrong with a field must be read as easily as the field. */
const ERROR = { light: 'var(--mantine-color-red-9)', dark: 'var(--mantine-color-red-4)' } as const;

/** Under a pointer Mantine's buttons turn lighter, too light for their white words; these turn darker. */
const HOVERED = {
  '--mantine-primary-color-filled-hover': 'color-mix(in srgb, var(--mantine-color-teal-9) 85%, black)',
};

export function adoptThemeVariables(): void {
  const { variables, light, dark } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    convertCssVariables(
      {
        variables,
        light: {
          ...light,
          ...HOVERED,
          '--mantine-color-dimmed': DIMMED.light,
          '--mantine-color-placeholder': DIMMED.light,
          '--mantine-color-error': ERROR.light,
        },
        dark: {
          ...dark,
          ...HOVERED,
          '--mantine-color-dimmed': DIMMED.dark,
          '--mantine-color-placeholder': DIMMED.dark,
          '--mantine-color-error': ERROR.dark,
        },
      },
      ':root',
    ),
  );
  document.adoptedStyleSheets.push(sheet);
}
