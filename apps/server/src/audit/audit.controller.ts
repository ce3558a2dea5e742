/** The audit, read page by page or taken away whole. */
import { Readable } from 'node:stream';
import { Controller, Inject, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  type AuditAction,
  type AuditEntry,
  type AuditFilter,
  type AuditList,
  type AuditListQuery,
  auditFilterSchema,
  auditListQuerySchema,
  type ErrorCode,
  PAGE_SIZE_DEFAULT,
  type Role,
} from '#contract';
import { type AuditRecord, type AuditSearch, Storage } from '#storage';
import { Operation, validation } from '../http/index.js';
import { CSV_HEAD, CSV_NAMES, csvLine } from './audit-csv.js';

const EXPORT_ROWS_MAX = 100_000;
/** Rows read at once: so few that turning them into text does not hold up those who take numbers. */
const PORTION = 500;

@Controller()
export class AuditController {
  constructor(@Inject(Storage) private readonly storage: Storage) {}

  @Operation('listAudit')
  async list(
    @Query({ schema: auditListQuerySchema, pipes: [validation('query')] })
    { page = 1, pageSize = PAGE_SIZE_DEFAULT, ...filter }: AuditListQuery,
  ): Promise<AuditList> {
    const { items, total } = await this.storage.audit.list(searchOf(filter), page - 1, pageSize);
    return { items: items.map(entryOf), total };
  }

  @Operation('exportAudit')
  async export(
    @Query({ schema: auditFilterSchema, pipes: [validation('query')] }) filter: AuditFilter,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const search = searchOf(filter);
    // Read before the head is sent, so that a database that is away is still told as a problem.
    const first = await this.storage.audit.listBefore(search, null, PORTION);
    const day = new Date().toISOString().slice(0, 10);
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="banyan-audit-${day}.csv"`)
      .send(Readable.from(this.lines(search, first)));
  }

  private async *lines(search: AuditSearch, first: readonly AuditRecord[]): AsyncGenerator<string> {
    yield CSV_HEAD + CSV_NAMES;
    let portion = first;
    for (let left = EXPORT_ROWS_MAX; portion.length > 0 && left > 0; ) {
      yield portion.map(csvLine).join('');
      left -= portion.length;
      const last = portion.at(-1);
      if (portion.length < PORTION || last === undefined) return;
      portion = await this.storage.audit.listBefore(search, last.id, Math.min(PORTION, left));
    }
  }
}

function searchOf({ from, to, ...filter }: AuditFilter): AuditSearch {
  return {
    ...filter,
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  };
}

/** Roles, actions and codes were written by this server or an earlier one, whose words are the contract's. */
function entryOf({ id, at, role, action, code, before, after, ...record }: AuditRecord): AuditEntry {
  return {
    ...record,
    id: String(id),
    at: at.toISOString(),
    role: role as Role | null,
    action: action as AuditAction,
    code: code as ErrorCode | null,
    before: before && { ...before },
    after: after && { ...after },
  };
}
