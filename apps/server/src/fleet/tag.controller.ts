/** What is read of biz tags. Changes of them are made elsewhere. */
import { Controller, Header, Inject, Param, Query } from '@nestjs/common';
import { type BizTagDetail, bizTagSchema, type TagHistory, type TagListQuery, tagListQuerySchema } from '#contract';
import { Operation, validation } from '../http/index.js';
import { FiguresService } from './figures.service.js';
import { HistoryService } from './history.service.js';
import { TagDetailService } from './tag-detail.service.js';

const BIZ_TAG = { schema: bizTagSchema, pipes: [validation('bizTag')] };

@Controller()
export class TagController {
  constructor(
    @Inject(FiguresService) private readonly figures: FiguresService,
    @Inject(HistoryService) private readonly histories: HistoryService,
    @Inject(TagDetailService) private readonly details: TagDetailService,
  ) {}

  @Operation('listTags')
  @Header('content-type', 'application/json; charset=utf-8')
  list(@Query({ schema: tagListQuerySchema, pipes: [validation('query')] }) query: TagListQuery): Promise<string> {
    return this.figures.list(query);
  }

  @Operation('getTag')
  one(@Param('bizTag', BIZ_TAG) bizTag: string): Promise<BizTagDetail> {
    return this.details.detail(bizTag);
  }

  @Operation('tagHistory')
  async history(@Param('bizTag', BIZ_TAG) bizTag: string): Promise<TagHistory> {
    this.details.assertThere(bizTag);
    const items = await this.histories.ofTag(bizTag);
    return { items, total: items.length };
  }
}
