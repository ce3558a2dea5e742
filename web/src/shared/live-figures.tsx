/**
 * The stream of figures: one connection for the whole console. What it brings is merged into the queries' cache, so a page that shows
 * a query is live without knowing it.
 */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { type BizTagList, figuresEventSchema, type NodeList } from '#contract';
import { mergeByKey } from './merge';

export interface Connection {
  readonly isLive: boolean;
  /** When the last figures came, once the stream has been cut; null before the first. */
  readonly staleSince: Date | null;
}

const ConnectionContext = createContext<Connection>({ isLive: false, staleSince: null });

export const TAGS_KEY = ['tags'];
export const NODES_KEY = ['nodes'];

export function useConnection(): Connection {
  return useContext(ConnectionContext);
}

export function LiveFigures({ children }: { readonly children: ReactNode }) {
  const queryClient = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ isLive: false, staleSince: null });

  useEffect(() => {
    const stream = new EventSource('/api/v1/admin/stream');
    let lastAt: Date | null = null;
    stream.addEventListener('open', () => {
      lastAt = new Date();
      setConnection({ isLive: true, staleSince: null });
    });
    stream.addEventListener('error', () => setConnection({ isLive: false, staleSince: lastAt }));
    stream.addEventListener('figures', (event) => {
      const figures = figuresEventSchema.safeParse(JSON.parse(event.data)).data;
      if (figures === undefined) return;
      lastAt = new Date();
      queryClient.setQueryData<BizTagList>(
        TAGS_KEY,
        (list) => list && mergeByKey(list, figures.tags, ({ bizTag }) => bizTag),
      );
      queryClient.setQueryData<NodeList>(
        NODES_KEY,
        (list) => list && mergeByKey(list, figures.nodes, ({ nodeId }) => nodeId),
      );
    });
    return () => stream.close();
  }, [queryClient]);

  return <ConnectionContext.Provider value={connection}>{children}</ConnectionContext.Provider>;
}
