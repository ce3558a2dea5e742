/** Tokens: the list, a new one, and its end. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createdTokenSchema, type Token, tokenListSchema } from '#contract';
import { fetchJson, sendJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';
import { bodyOf, type TokenDraft } from './token-draft.js';

const PATH = '/api/v1/admin/tokens';
const KEY = ['tokens'];
/** The last use is told to the minute. */
const READ_ANEW_EVERY_MS = 30_000;

export function useTokens() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => fetchJson(tokenListSchema, PATH, { signal }),
    refetchInterval: useLiveInterval(READ_ANEW_EVERY_MS),
  });
}

/** The answer carries the secret: it is forgotten with the dialog that shows it. */
export function useCreateToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (draft: TokenDraft) => sendJson(createdTokenSchema, 'POST', PATH, bodyOf(draft, Date.now())),
    gcTime: 0,
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRevokeToken() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ token, reason }: { readonly token: Token; readonly reason: string }) =>
      sendJson(null, 'DELETE', `${PATH}/${encodeURIComponent(token.id)}?${new URLSearchParams({ reason })}`),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: KEY }),
  });
}
