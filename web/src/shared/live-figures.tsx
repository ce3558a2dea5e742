/** The one stream for the pages: what they show, they say; what it brings, they get. It runs while somebody is logged in. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { BizTagFigure, FleetFigure, NodeFigure } from '#contract';
import { type Connection, FiguresFeed } from './figures-feed.js';
import { useSession } from './session.js';

export type { Connection } from './figures-feed.js';

const FeedContext = createContext<FiguresFeed | undefined>(undefined);

export function LiveFigures({ children }: { readonly children: ReactNode }) {
  const [feed] = useState(() => new FiguresFeed());
  const { session, endedFor } = useSession();
  const isWanted = session !== null && !session.mustChangePassword;
  const isOver = session === null && endedFor === null;
  useEffect(() => {
    if (!isWanted) return;
    feed.start();
    return () => feed.stop();
  }, [feed, isWanted]);
  useEffect(() => {
    if (isOver) feed.forget();
  }, [feed, isOver]);
  return <FeedContext value={feed}>{children}</FeedContext>;
}

function useFeed(): FiguresFeed {
  const feed = useContext(FeedContext);
  if (feed === undefined) throw new Error('live figures need LiveFigures above them');
  return feed;
}

export interface LiveConnection extends Connection {
  pause(): void;
  resume(): void;
}

export function useConnection(): LiveConnection {
  const feed = useFeed();
  const connection = useSyncExternalStore(feed.subscribe, feed.getConnection);
  return useMemo(() => ({ ...connection, pause: () => feed.pause(), resume: () => feed.resume() }), [connection, feed]);
}

/** How often a query is asked again, which is not at all while the console is paused. */
export function useLiveInterval(ms: number): number | false {
  return useConnection().state === 'paused' ? false : ms;
}

export interface LiveTags {
  readonly tags: ReadonlyMap<string, BizTagFigure>;
  /** Those that are not there, or not any more. */
  readonly gone: ReadonlySet<string>;
}

/** @param bizTags what the page shows; the stream is asked for these, 200 at most over all that stands on the screen */
export function useLiveTags(bizTags: readonly string[]): LiveTags {
  const feed = useFeed();
  const names = bizTags.join(',');
  useEffect(() => (names === '' ? undefined : feed.watch(names.split(','))), [feed, names]);
  const { tags, gone } = useSyncExternalStore(feed.subscribe, feed.getFigures);
  return useMemo(() => ({ tags, gone }), [tags, gone]);
}

/** @returns a function that shows the answer to a change at once, wherever the tag stands */
export function usePutTag(): (tag: BizTagFigure) => void {
  const feed = useFeed();
  return (tag) => feed.put(tag);
}

/** @returns undefined until the stream has told */
export function useFleet(): FleetFigure | undefined {
  const feed = useFeed();
  return useSyncExternalStore(feed.subscribe, () => feed.getFigures().fleet);
}

/** When the server last told of the fleet, by its clock. */
export function useFiguresAt(): Date | undefined {
  const feed = useFeed();
  return useSyncExternalStore(feed.subscribe, () => feed.getFigures().at);
}

/** @returns undefined until the stream has told; a heartbeat alone is no news to it */
export function useNodesLive(): readonly NodeFigure[] | undefined {
  const feed = useFeed();
  return useSyncExternalStore(feed.subscribe, () => feed.getFigures().nodes);
}
