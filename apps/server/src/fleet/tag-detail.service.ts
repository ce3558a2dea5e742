/** One biz tag, with what it takes a look into its grants to know. */
import { Inject, Injectable } from '@nestjs/common';
import type { BizTagDetail } from '#contract';
import { Storage } from '#storage';
import { RequestFault } from '../http/index.js';
import { TagSyncService } from '../tag-management/index.js';
import { FiguresService } from './figures.service.js';
import { DAY_MS, spaceLastsMs } from './tag-detail.js';

@Injectable()
export class TagDetailService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(FiguresService) private readonly figures: FiguresService,
    @Inject(TagSyncService) private readonly tagSync: TagSyncService,
  ) {}

  /** @throws RequestFault BIZ_TAG_NOT_FOUND, StorageError when the database is away */
  async detail(bizTag: string): Promise<BizTagDetail> {
    this.assertThere(bizTag);
    const [figure, usage, promotions] = await Promise.all([
      this.figures.one(bizTag),
      this.storage.tagUsage.of(bizTag, DAY_MS),
      this.storage.stepFloors.of(bizTag),
    ]);
    if (figure === undefined) throw notFound(bizTag);
    const { createdAt, updatedAt, ageMs, reservedCount: reservedLastDay } = usage;
    const { idLength, maxId } = figure;
    const lastsMs = spaceLastsMs({ maxId: BigInt(maxId), idLength, reservedLastDay, ageMs });
    return {
      ...figure,
      createdAt: createdAt?.toISOString() ?? null,
      updatedAt: updatedAt?.toISOString() ?? null,
      reservedLastDay: String(reservedLastDay),
      promotions,
      spaceEndsAt: lastsMs === null ? null : new Date(Date.now() + lastsMs).toISOString(),
    };
  }

  /** @throws RequestFault BIZ_TAG_NOT_FOUND */
  assertThere(bizTag: string): void {
    if (!this.tagSync.tags.has(bizTag)) throw notFound(bizTag);
  }
}

function notFound(bizTag: string): RequestFault {
  return new RequestFault('BIZ_TAG_NOT_FOUND', `there is no biz tag ${bizTag}: check its spelling, or create it`);
}
