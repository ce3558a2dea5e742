/** Changes with their audit: one that is made and its row are one transaction, and one that is refused leaves a row too. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AuditAction, ErrorCode } from '#contract';
import { type AuditDraft, type AuditState, type Change, Storage, type Transaction } from '#storage';
import { type Actor, actorOf, clientAddress, RequestFault } from '../http/index.js';
import { LOGGER, type Logger } from '../logging/index.js';

/** A change somebody asks for. */
export interface ChangeRequest {
  readonly action: AuditAction;
  /** The biz tag, operator or token. */
  readonly target: string;
  readonly reason: string | null;
  /** What is asked for, without secrets: written down when it is refused. */
  readonly asked: AuditState | null;
}

const TARGET_LENGTH_MAX = 128;

@Injectable()
export class AuditService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Makes a change for whoever asks. A RequestFault that `work` throws undoes it, is written down as a refusal, and comes through.
   * @throws StorageError when the database is away
   */
  async change<T>(
    request: FastifyRequest,
    asking: ChangeRequest,
    work: (transaction: Transaction) => Promise<Change<T>>,
  ): Promise<T> {
    const draft = draftOf(request, actorOf(request), asking);
    try {
      const result = await this.storage.audit.change(draft, work);
      const { action, target, actor, requestId } = draft;
      this.logger.info({ event: 'changed', action, target, actor, requestId }, 'an operator changed something');
      return result;
    } catch (error) {
      if (error instanceof RequestFault) await this.write(draft, error.code, asking.asked);
      throw error;
    }
  }

  /** Writes down that somebody was refused. It never fails: a refusal stands whether or not it could be written down. */
  async refused(
    request: FastifyRequest,
    actor: { readonly name: string; readonly role: Actor['role'] | null },
    asking: ChangeRequest,
    code: ErrorCode,
  ): Promise<void> {
    await this.write(draftOf(request, actor, asking), code, asking.asked);
  }

  private async write(draft: AuditDraft, code: ErrorCode, asked: AuditState | null): Promise<void> {
    const { action, target, actor, requestId } = draft;
    this.logger.warn({ event: 'refused', action, target, actor, code, requestId }, 'somebody was refused');
    try {
      await this.storage.audit.refused(draft, code, asked);
    } catch (error) {
      this.logger.error({ event: 'audit_failed', requestId, error }, 'a refusal could not be written to the audit');
    }
  }
}

function draftOf(
  request: FastifyRequest,
  { name, role }: { readonly name: string; readonly role: Actor['role'] | null },
  { action, target, reason }: ChangeRequest,
): AuditDraft {
  return {
    actor: name,
    role,
    address: clientAddress(request),
    requestId: request.id,
    action,
    target: target.slice(0, TARGET_LENGTH_MAX),
    reason,
  };
}
