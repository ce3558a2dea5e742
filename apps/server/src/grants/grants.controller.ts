/** Grants, and what they say of a number. */
import { Controller, Inject, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  bizTagSchema,
  type GrantList,
  grantListQuerySchema,
  type IdFinding,
  type IdFindingList,
  idParameterSchema,
  PAGE_SIZE_DEFAULT,
} from '#contract';
import { Storage } from '#storage';
import { Operation, validation } from '../http/index.js';
import { grantOf } from './grant-figure.js';
import { InspectorService } from './inspector.service.js';

const ID = { schema: idParameterSchema, pipes: [validation('id')] };

@Controller()
export class GrantsController {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(InspectorService) private readonly inspector: InspectorService,
  ) {}

  @Operation('listGrants')
  async list(
    @Query({ schema: grantListQuerySchema, pipes: [validation('query')] })
    { bizTag, page = 1, pageSize = PAGE_SIZE_DEFAULT }: z.infer<typeof grantListQuerySchema>,
  ): Promise<GrantList> {
    const { items, total } = await this.storage.grants.list({ bizTag, page: page - 1, pageSize });
    return { items: items.map(grantOf), total };
  }

  @Operation('inspectId')
  inspect(
    @Param('bizTag', { schema: bizTagSchema, pipes: [validation('bizTag')] }) bizTag: string,
    @Param('id', ID) id: string,
  ): Promise<IdFinding> {
    return this.inspector.inspect(bizTag, BigInt(id));
  }

  @Operation('findId')
  find(@Param('id', ID) id: string): Promise<IdFindingList> {
    return this.inspector.find(BigInt(id));
  }
}
