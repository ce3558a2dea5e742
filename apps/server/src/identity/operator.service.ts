/** Who may log in: made, changed and taken off. There is always an administrator left, and nobody takes themselves off. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ChangeOperator, CreateOperator, Operator, OperatorList } from '#contract';
import {
  type AuditState,
  isDuplicate,
  type OperatorChange,
  type OperatorRecord,
  Storage,
  type Transaction,
} from '#storage';
import { AuditService } from '../audit/index.js';
import { actorOf, fieldFault, RequestFault } from '../http/index.js';
import { LoginService } from './login.service.js';
import { hashPassword } from './password.js';
import { hashOf, isFresh, SESSION_LIMITS, SessionService } from './session.service.js';

type Versioned = Pick<ChangeOperator, 'version' | 'reason'>;

@Injectable()
export class OperatorService {
  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(LoginService) private readonly logins: LoginService,
    @Inject(SessionService) private readonly sessions: SessionService,
  ) {}

  async list(): Promise<OperatorList> {
    const items = (await this.storage.operators.list(SESSION_LIMITS)).map(operatorOf);
    return { items, total: items.length };
  }

  async create(request: FastifyRequest, body: CreateOperator): Promise<Operator> {
    const { username, password, role, mustChangePassword = false, reason } = body;
    assertPassword(username, password);
    const { operators } = this.storage;
    const asked = { username, role, mustChangePassword };
    const passwordHash = await hashPassword(password);
    return this.audit.change(
      request,
      { action: 'operator.create', target: username, reason, asked },
      async (transaction) => {
        await operators.insert(transaction, { username, passwordHash, role, mustChangePassword }).catch((error) => {
          if (!isDuplicate(error)) throw error;
          throw new RequestFault('OPERATOR_EXISTS', `there is an operator ${username} already`);
        });
        const made = await this.present(transaction, username);
        return { before: null, after: stateOf(made), result: operatorOf(made) };
      },
    );
  }

  async change(request: FastifyRequest, username: string, body: ChangeOperator): Promise<Operator> {
    const { password, role, mustChangePassword, version, reason } = body;
    const { operators } = this.storage;
    const actor = actorOf(request);
    const isSelf = actor.name === username;
    const asked = { ...change(body), ...(password !== undefined && { password: 'set anew' }), version };
    const asking = { action: 'operator.change', target: username, reason, asked } as const;
    await this.assertMayChange(request, username, body, asking);
    if (password !== undefined) assertPassword(username, password);
    if (isSelf && password !== undefined) await this.assertOwner(request, username, body);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const ownHash = isSelf ? (hashOf(request) ?? null) : null;
    const isChosen = isSelf && password !== undefined;
    const changes: OperatorChange = {
      ...(passwordHash !== undefined && { passwordHash }),
      ...(role !== undefined && { role }),
      ...((isChosen || mustChangePassword !== undefined) && {
        mustChangePassword: isChosen ? false : mustChangePassword === true,
      }),
    };
    return this.audit.change(request, asking, async (transaction) => {
      const before = await this.atVersion(transaction, username, body, (now) => ({ ...stateOf(now), ...change(body) }));
      if (before.role === 'admin' && role !== undefined && role !== 'admin') {
        await this.assertOtherAdmin(transaction, username, 'role');
      }
      await operators.update(transaction, username, changes);
      if (password !== undefined) await operators.closeSessions(transaction, username, ownHash);
      const after = await this.present(transaction, username);
      const passwordState: AuditState = password === undefined ? {} : { password: 'set anew' };
      return { before: stateOf(before), after: { ...stateOf(after), ...passwordState }, result: operatorOf(after) };
    });
  }

  async remove(request: FastifyRequest, username: string, body: Versioned): Promise<void> {
    const { version, reason } = body;
    const asking = { action: 'operator.delete', target: username, reason, asked: { version } } as const;
    await this.audit.change(request, asking, async (transaction) => {
      const before = await this.atVersion(transaction, username, body, () => ({ removed: true }));
      if (actorOf(request).name === username) {
        throw fieldFault('username', 'must not be your own: ask another administrator to take you off');
      }
      if (before.role === 'admin') await this.assertOtherAdmin(transaction, username, 'username');
      await this.storage.operators.remove(transaction, username);
      return { before: stateOf(before), after: null, result: undefined };
    });
  }

  /** Everybody may set their own password anew; all else takes an administrator who has no password to change first. */
  private async assertMayChange(
    request: FastifyRequest,
    username: string,
    { role, mustChangePassword }: ChangeOperator,
    asking: Parameters<AuditService['refused']>[2],
  ): Promise<void> {
    const actor = actorOf(request);
    const isOwnPassword = actor.name === username && role === undefined && mustChangePassword === undefined;
    if (isOwnPassword) return;
    const session = await this.sessions.find(request);
    const isRipe = session === undefined || !session.mustChangePassword;
    if (actor.role === 'admin' && isRipe) return;
    await this.audit.refused(request, actor, asking, 'FORBIDDEN');
    const detail = isRipe
      ? `only administrators may do this; you are ${actor.role}, and may change your own password`
      : 'change your own password first: it was given to you to be used once';
    throw new RequestFault('FORBIDDEN', detail);
  }

  /** Somebody else at an unattended console must not be able to take it over. */
  private async assertOwner(
    request: FastifyRequest,
    username: string,
    { password, currentPassword }: ChangeOperator,
  ): Promise<void> {
    if (password !== undefined && password === currentPassword) {
      throw fieldFault('password', 'must be another one than the present');
    }
    const session = await this.sessions.find(request);
    if (currentPassword === undefined) {
      if (session !== undefined && isFresh(session)) return;
      throw fieldFault('currentPassword', 'is missing: you logged in some time ago, so type your present password too');
    }
    await this.logins.prove(request, username, currentPassword, 'wrong').catch((error: unknown) => {
      if (!(error instanceof RequestFault) || error.code !== 'UNAUTHENTICATED') throw error;
      throw fieldFault('currentPassword', 'is not your present password');
    });
  }

  private async atVersion(
    transaction: Transaction,
    username: string,
    { version }: Versioned,
    attempted: (now: OperatorRecord) => AuditState,
  ): Promise<OperatorRecord> {
    const now = await this.present(transaction, username);
    if (now.version === version) return now;
    throw new RequestFault(
      'VERSION_CONFLICT',
      `${username} was changed meanwhile: it has version ${now.version} now, and this change is based on ${version}`,
      {},
      { conflict: { current: { ...stateOf(now) }, attempted: { ...attempted(now) } } },
    );
  }

  private async present(transaction: Transaction, username: string): Promise<OperatorRecord> {
    const record = await this.storage.operators.lock(transaction, username);
    if (record === undefined) throw new RequestFault('NOT_FOUND', `there is no operator ${username}`);
    return record;
  }

  private async assertOtherAdmin(transaction: Transaction, username: string, field: string): Promise<void> {
    if ((await this.storage.operators.otherAdmins(transaction, username)) > 0) return;
    throw fieldFault(field, `must not leave the console without an administrator: ${username} is the last one`);
  }
}

function assertPassword(username: string, password: string): void {
  if (password.toLowerCase().includes(username) && password.length < username.length + 4) {
    throw fieldFault('password', 'must not be the name');
  }
  if (new Set(password).size < 4) throw fieldFault('password', 'must have at least four different characters');
}

function change({ role, mustChangePassword }: ChangeOperator): AuditState {
  return { ...(role !== undefined && { role }), ...(mustChangePassword !== undefined && { mustChangePassword }) };
}

function stateOf({ username, role, mustChangePassword, version }: OperatorRecord): AuditState {
  return { username, role, mustChangePassword, version };
}

function operatorOf(record: OperatorRecord): Operator {
  const { username, role, mustChangePassword, createdAt, lastLoginAt, sessionCount, version } = record;
  return {
    username,
    role,
    mustChangePassword,
    createdAt: createdAt.toISOString(),
    lastLoginAt: lastLoginAt?.toISOString() ?? null,
    sessionCount,
    version,
  };
}
