/** The console: theme, language, data and pages around each other. */
import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nextProvider } from 'react-i18next';
import { i18n } from '../shared/i18n';
import { LiveFigures } from '../shared/live-figures';
import { router } from './router';

const theme = createTheme({
  primaryColor: 'green',
  primaryShade: { light: 8, dark: 5 },
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", sans-serif',
  defaultRadius: 'md',
});

const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false, staleTime: 5_000 } },
});

export function App() {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <LiveFigures>
            <RouterProvider router={router} />
          </LiveFigures>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
