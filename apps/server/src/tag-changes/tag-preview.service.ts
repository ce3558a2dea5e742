/** What a step bump, a jump or a skip would do. It changes nothing. */
import { Inject, Injectable } from '@nestjs/common';
import type { PreviewTag, TagPreview } from '#contract';
import { FiguresService, spaceUsedOf } from '../fleet/index.js';
import { RequestFault } from '../http/index.js';
import { previewOf } from './tag-outlook.js';

@Injectable()
export class TagPreviewService {
  constructor(@Inject(FiguresService) private readonly figures: FiguresService) {}

  /** @throws RequestFault BIZ_TAG_NOT_FOUND */
  async preview(bizTag: string, wish: PreviewTag): Promise<TagPreview> {
    const figure = await this.figures.one(bizTag);
    if (figure === undefined) {
      throw new RequestFault('BIZ_TAG_NOT_FOUND', `there is no biz tag ${bizTag}: check its spelling, or create it`);
    }
    return previewOf(figure, wish, spaceUsedOf);
  }
}
