/** Operators: the list, and changes of it. Each change that is refused for an old version makes the list be read anew. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ChangeOperator, type CreateOperator, type Operator, operatorListSchema, operatorSchema } from '#contract';
import { asFault, fetchJson, sendJson } from '../../shared/api.js';
import { useLiveInterval } from '../../shared/live-figures.js';

const PATH = '/api/v1/admin/operators';
const KEY = ['operators'];
const READ_ANEW_EVERY_MS = 30_000;

export function useOperators() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => fetchJson(operatorListSchema, PATH, { signal }),
    refetchInterval: useLiveInterval(READ_ANEW_EVERY_MS),
  });
}

export function useCreateOperator() {
  const onSuccess = useReadAnew();
  return useMutation({
    mutationFn: (body: CreateOperator) => sendJson(operatorSchema, 'POST', PATH, body),
    gcTime: 0,
    onSuccess,
  });
}

interface Change {
  readonly username: string;
  readonly body: ChangeOperator;
}

export function useChangeOperator() {
  const readAnew = useReadAnew();
  return useMutation({
    mutationFn: ({ username, body }: Change) => sendJson(operatorSchema, 'PATCH', pathOf(username), body),
    gcTime: 0,
    onSuccess: readAnew,
    onError: (error) => asFault(error).code === 'VERSION_CONFLICT' && readAnew(),
  });
}

interface Removal {
  readonly operator: Operator;
  readonly reason: string;
}

export function useRemoveOperator() {
  const readAnew = useReadAnew();
  return useMutation({
    mutationFn: ({ operator: { username, version }, reason }: Removal) =>
      sendJson(null, 'DELETE', `${pathOf(username)}?${new URLSearchParams({ reason, version: String(version) })}`),
    onSuccess: readAnew,
    onError: (error) => asFault(error).code === 'VERSION_CONFLICT' && readAnew(),
  });
}

function useReadAnew(): () => void {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: KEY });
}

function pathOf(username: string): string {
  return `${PATH}/${encodeURIComponent(username)}`;
}
