/**
 * Who is logged in. Any answer that says nobody is makes the console look: a session that ended while a page was open leaves the page
 * as it is, with the login over it, so that nothing typed is lost.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Login, ROLES, type Role, type Session, sessionSchema } from '#contract';
import { ApiFault, fetchJson, onUnauthenticated, sendJson } from './api.js';

const PATH = '/api/v1/admin/session';
export const SESSION_KEY = ['session'];

export interface SessionState {
  readonly session: Session | null;
  /** Of who is logged in, or of whose session ended while their page was open. */
  readonly role: Role | null;
  /** Whether it isn't known yet who is logged in. */
  readonly isLoading: boolean;
  /** Why it could not be found out. */
  readonly error: Error | null;
  /** Whose session ended while their page was open; null when nobody's did. */
  readonly endedFor: string | null;
  /** @throws ApiFault */
  login(username: string, password: string): Promise<void>;
  logout(): Promise<void>;
  refresh(): Promise<void>;
}

const SessionContext = createContext<SessionState | undefined>(undefined);

async function readSession(signal: AbortSignal): Promise<Session | null> {
  try {
    return await fetchJson(sessionSchema, PATH, { signal });
  } catch (error) {
    if (error instanceof ApiFault && error.code === 'UNAUTHENTICATED') return null;
    throw error;
  }
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data === undefined && state.error !== null ? 3_000 : false),
  });
  const [last, setLast] = useState<Session | null>(null);
  const session = data ?? null;
  useEffect(() => {
    if (session !== null) setLast(session);
  }, [session]);

  const refresh = useCallback(async () => {
    await refetch({ cancelRefetch: false });
  }, [refetch]);
  useEffect(
    () =>
      onUnauthenticated(() => {
        // The question who is logged in is itself answered so when nobody is.
        if (queryClient.getQueryData(SESSION_KEY) !== null) void refresh();
      }),
    [queryClient, refresh],
  );

  const login = useCallback(
    async (username: string, password: string) => {
      const body: Login = { username, password };
      queryClient.setQueryData(SESSION_KEY, await sendJson(sessionSchema, 'POST', PATH, body));
      const others = queryClient
        .getQueryCache()
        .getAll()
        .filter(({ queryKey }) => queryKey[0] !== SESSION_KEY[0]);
      for (const query of others) void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true });
    },
    [queryClient],
  );
  const logout = useCallback(async () => {
    await sendJson(null, 'DELETE', PATH).catch((fault: unknown) => {
      if (!(fault instanceof ApiFault && fault.code === 'UNAUTHENTICATED')) throw fault;
    });
    setLast(null);
    queryClient.setQueryData(SESSION_KEY, null);
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  }, [queryClient]);

  const isLoading = data === undefined;
  const endedFor = data === null && last !== null ? last.username : null;
  const role = (session ?? last)?.role ?? null;
  const state = useMemo(
    () => ({ session, role, isLoading, error, endedFor, login, logout, refresh }),
    [session, role, isLoading, error, endedFor, login, logout, refresh],
  );
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = useContext(SessionContext);
  if (state === undefined) throw new Error('useSession needs a SessionProvider above it');
  return state;
}

/** @returns whether who is logged in has that role or more, and if not, the reason in words */
export function useMay(role: Role): { readonly may: boolean; readonly why: string } {
  const { t } = useTranslation();
  const { role: yours } = useSession();
  const may = yours !== null && ROLES.indexOf(yours) >= ROLES.indexOf(role);
  const why = may || yours === null ? '' : t(`role.needs.${role}`, { yours: t(`role.yours.${yours}`) });
  return { may, why };
}
