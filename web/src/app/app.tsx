/** The console: theme, language, times, data, session and pages around each other. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nextProvider } from 'react-i18next';
import { i18n } from '../shared/i18n.js';
import { LiveFigures } from '../shared/live-figures.js';
import { SessionProvider } from '../shared/session.js';
import { TimesProvider } from '../shared/times.js';
import { router } from './router.js';
import { adoptThemeVariables, theme } from './theme.js';

adoptThemeVariables();

/** Queries that fail are asked again by their own interval, so a failure is seen at once. A change is never sent twice by itself. */
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, refetchOnWindowFocus: false, staleTime: 5_000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

export function App() {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <TimesProvider>
          <QueryClientProvider client={queryClient}>
            <SessionProvider>
              <LiveFigures>
                <RouterProvider router={router} />
                <Notifications position="bottom-right" zIndex={600} />
              </LiveFigures>
            </SessionProvider>
          </QueryClientProvider>
        </TimesProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
