/** The console: theme, language, data and pages around each other. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nextProvider } from 'react-i18next';
import { i18n } from '../shared/i18n.js';
import { LiveFigures } from '../shared/live-figures.js';
import { router } from './router.js';
import { adoptThemeVariables, theme } from './theme.js';

adoptThemeVariables();

/** Queries that fail are asked again by their own interval, so a failure is seen at once. */
const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 5_000, networkMode: 'always' } },
});

export function App() {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queryClient}>
          <LiveFigures>
            <RouterProvider router={router} />
          </LiveFigures>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
