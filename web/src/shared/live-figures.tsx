/**
 * The stream of figures: one connection for the whole console. What it brings goes into the queries' cache, so a page that shows a
 * query is live without knowing it. The first event of each connection is whole and takes the place of what was known.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type BizTagFigure, figuresEventSchema, type NodeFigure } from '#contract';
import { Fault } from './api.js';
import type { ServerEvent } from './event-parser.js';
import { followStream } from './event-stream.js';
import { type List, mergeByKey, wholeList } from './merge.js';

export interface Connection {
  readonly state: 'connecting' | 'live' | 'stale' | 'refused';
  /** When anything was last heard, by this browser's clock; null before the first time. */
  readonly lastHeardAt: Date | null;
  /** What to add to this browser's clock to have the server's, in ms. */
  readonly clockOffsetMs: number;
}

export const TAGS_KEY = ['tags'];
export const NODES_KEY = ['nodes'];
export const tagKeyOf = ({ bizTag }: BizTagFigure) => bizTag;
export const nodeKeyOf = ({ nodeId }: NodeFigure) => nodeId;

const UNCONNECTED: Connection = { state: 'connecting', lastHeardAt: null, clockOffsetMs: 0 };
const ConnectionContext = createContext<Connection>(UNCONNECTED);

export function useConnection(): Connection {
  return useContext(ConnectionContext);
}

export function LiveFigures({ children }: { readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const [connection, setConnection] = useState(UNCONNECTED);
  useEffect(() => {
    const ending = new AbortController();
    void followStream('/api/v1/admin/stream', listenerOf(queryClient, setConnection), ending.signal);
    return () => ending.abort();
  }, [queryClient]);
  return <ConnectionContext.Provider value={connection}>{children}</ConnectionContext.Provider>;
}

type Change = (change: Connection | ((connection: Connection) => Connection)) => void;

function listenerOf(queryClient: QueryClient, change: Change) {
  let lastHeardAt: Date | null = null;
  let isFirst = true;
  return {
    onOpen() {
      isFirst = true;
    },
    onSign() {
      lastHeardAt = new Date();
    },
    onEvent({ name, data }: ServerEvent) {
      if (name !== 'figures') return;
      const figures = figuresEventSchema.safeParse(jsonOf(data)).data;
      if (figures === undefined) throw new Fault('unreadable');
      put<BizTagFigure>(queryClient, TAGS_KEY, figures.tags, tagKeyOf, isFirst);
      put<NodeFigure>(queryClient, NODES_KEY, figures.nodes, nodeKeyOf, isFirst);
      const clockOffsetMs = Date.parse(figures.at) - Date.now();
      if (isFirst) change({ state: 'live', lastHeardAt, clockOffsetMs });
      isFirst = false;
    },
    onCut(fault: Fault | undefined) {
      const cut = lastHeardAt === null ? 'connecting' : 'stale';
      const state = fault?.isAccess === true ? 'refused' : cut;
      change((connection) => ({ ...connection, state, lastHeardAt }));
    },
  };
}

function put<T>(
  queryClient: QueryClient,
  key: readonly string[],
  items: readonly T[],
  keyOf: (item: T) => string,
  isWhole: boolean,
): void {
  queryClient.setQueryData<List<T>>(key, (list) =>
    isWhole ? wholeList(items) : list && mergeByKey(list, items, keyOf),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
