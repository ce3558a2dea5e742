/** The database as the server knows it: what it is, whether it answers, and what is in it. */

import { DataSource, type DataSourceOptions } from 'typeorm';
import type { SegmentSource } from '#segment';
import { AuditRepository } from './audit-repository.js';
import { BizTagChanges } from './biz-tag-changes.js';
import { BizTagRepository } from './biz-tag-repository.js';
import { BufferSummaryRepository } from './buffer-summary-repository.js';
import { Database, type Transaction } from './database.js';
import { type DatabaseAddress, type DatabaseHost, parseDatabaseUrl } from './database-url.js';
import { ENTITIES } from './entities.js';
import { GrantRepository } from './grant-repository.js';
import { HeldRepository } from './held-repository.js';
import { LoginFailureRepository } from './login-failure-repository.js';
import { MIGRATIONS, MIGRATIONS_TABLE, migrate } from './migrate.js';
import { MinuteRepository } from './minute-repository.js';
import { mysqlFault, mysqlOptions, type Pool, reservationPool, serverName } from './mysql-connection.js';
import { MysqlSegmentSource } from './mysql-segment-source.js';
import { NodeRepository } from './node-repository.js';
import { OperatorRepository } from './operator-repository.js';
import { PeakRepository } from './peak-repository.js';
import { PromotionRepository } from './promotion-repository.js';
import { assertWritable, notWritable, sqliteConnectionOf, sqliteFile, sqliteOptions } from './sqlite-connection.js';
import { SqliteSegmentSource } from './sqlite-segment-source.js';
import { StepFloorRepository } from './step-floor-repository.js';
import { messageOf, StorageError } from './storage-error.js';
import { TagUsageRepository } from './tag-usage-repository.js';
import { TokenRepository } from './token-repository.js';

export interface StorageOptions {
  /** Unset: the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly dataDir: string;
  /** Written beside every grant. At most 64 characters. */
  readonly nodeId: string;
  /** How long a reservation may take, connecting included. */
  readonly reserveTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
}

/** Below the buffer's own time-out, so that an outcome is known here before it is given up there. */
const RESERVE_TIMEOUT_MS = 4_000;
const CONNECT_TIMEOUT_MS = 3_000;

const SHARED_OPTIONS = {
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTableName: MIGRATIONS_TABLE,
  synchronize: false,
  logging: false,
};

export class Storage {
  readonly kind: 'mysql' | 'sqlite';
  readonly source: SegmentSource;
  readonly bizTags: BizTagRepository;
  readonly bizTagChanges: BizTagChanges;
  readonly nodes: NodeRepository;
  readonly bufferSummaries: BufferSummaryRepository;
  readonly minutes: MinuteRepository;
  readonly tagUsage: TagUsageRepository;
  readonly promotions: PromotionRepository;
  readonly stepFloors: StepFloorRepository;
  readonly peaks: PeakRepository;
  readonly grants: GrantRepository;
  readonly held: HeldRepository;
  readonly audit: AuditRepository;
  readonly operators: OperatorRepository;
  readonly loginFailures: LoginFailureRepository;
  readonly tokens: TokenRepository;
  private readonly options: StorageOptions;
  private readonly database: Database;
  private readonly address: DatabaseAddress | undefined;
  private name: string;
  private reservations: Pool | undefined;

  /** Nothing is connected yet. @throws Error when `databaseUrl` can't be read */
  constructor(options: StorageOptions) {
    this.options = options;
    this.address = options.databaseUrl === undefined ? undefined : parseDatabaseUrl(options.databaseUrl);
    this.kind = this.address === undefined ? 'sqlite' : 'mysql';
    this.name = this.address === undefined ? `SQLite file ${sqliteFile(options.dataDir)}` : whereOf(this.address);
    this.database = new Database(this.kind, new DataSource(dataSourceOptions(options)));
    this.source = this.createSource();
    this.bizTags = new BizTagRepository(this.database);
    this.bizTagChanges = new BizTagChanges(this.database);
    this.nodes = new NodeRepository(this.database);
    this.bufferSummaries = new BufferSummaryRepository(this.database);
    this.minutes = new MinuteRepository(this.database);
    this.tagUsage = new TagUsageRepository(this.database);
    this.promotions = new PromotionRepository(this.database);
    this.stepFloors = new StepFloorRepository(this.database);
    this.peaks = new PeakRepository(this.database);
    this.grants = new GrantRepository(this.database);
    this.held = new HeldRepository(this.database);
    this.audit = new AuditRepository(this.database);
    this.operators = new OperatorRepository(this.database);
    this.loginFailures = new LoginFailureRepository(this.database);
    this.tokens = new TokenRepository(this.database);
  }

  /** TypeORM's door to the database in use. */
  get dataSource(): DataSource {
    return this.database.dataSource;
  }

  /** What it is and where, for people; without the password. */
  describe(): string {
    return this.name;
  }

  /** One attempt to connect and to bring the schema up to date; it can be made again. @throws StorageError */
  async connect(): Promise<void> {
    if (this.address === undefined) await this.connectFile();
    else await this.connectServer(this.address);
  }

  /** A change that needs no audit: what the server does by itself. @throws as `Database.change` */
  change<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.database.change(work);
  }

  /** @throws when the database does not answer */
  async ping(): Promise<void> {
    await this.database.read('SELECT 1');
  }

  async close(): Promise<void> {
    const { reservations } = this;
    this.reservations = undefined;
    await reservations?.promise().end();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private createSource(): SegmentSource {
    const { nodeId, reserveTimeoutMs: timeoutMs = RESERVE_TIMEOUT_MS } = this.options;
    if (this.kind === 'sqlite') {
      return new SqliteSegmentSource(this.database, () => sqliteConnectionOf(this.dataSource), nodeId);
    }
    return new MysqlSegmentSource({ pool: () => this.poolInUse(), nodeId, timeoutMs });
  }

  private poolInUse(): Pool {
    if (this.reservations === undefined) throw new StorageError('unreachable', `${this.name} is not connected`);
    return this.reservations;
  }

  private async connectFile(): Promise<void> {
    const { dataDir } = this.options;
    assertWritable(dataDir);
    try {
      if (!this.dataSource.isInitialized) await this.dataSource.initialize();
      await migrate(this.database, this.name);
    } catch (error) {
      if (error instanceof StorageError) throw error;
      throw new StorageError('not-writable', notWritable(dataDir, messageOf(error)), error);
    }
  }

  private async connectServer(address: DatabaseAddress): Promise<void> {
    const faults: StorageError[] = [];
    for (const host of address.hosts) {
      try {
        await this.connectHost(address, host);
        return;
      } catch (error) {
        const fault = mysqlFault(error, whereOf(address, host), address.user);
        await this.close().catch(() => undefined);
        if (fault.kind !== 'unreachable') throw fault;
        faults.push(fault);
      }
    }
    throw new StorageError('unreachable', faults.map(({ message }) => message).join('; '), faults[0]);
  }

  private async connectHost(address: DatabaseAddress, host: DatabaseHost): Promise<void> {
    const times = { connectTimeoutMs: this.options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS };
    if (this.dataSource.isInitialized) await this.close();
    this.database.dataSource = new DataSource({ ...mysqlOptions(address, host, times), ...SHARED_OPTIONS });
    await this.dataSource.initialize();
    const [row] = await this.dataSource.query('SELECT VERSION() AS version, @@read_only AS readOnly');
    const server = serverName(String(row.version));
    const where = whereOf(address, host);
    if (Number(row.readOnly) !== 0)
      throw new StorageError('unreachable', `${server} at ${where} is read-only, so not the primary`);
    await migrate(this.database, `${server} at ${where}`);
    this.reservations = reservationPool(address, host, times);
    this.name = `${server} at ${where}`;
  }
}

function whereOf({ hosts, database }: DatabaseAddress, ...chosen: DatabaseHost[]): string {
  const named = chosen.length > 0 ? chosen : hosts;
  return `${named.map(({ host, port }) => `${host}:${port}`).join(',')}/${database}`;
}

/** The options of the one DataSource, for the server and for TypeORM's command line. */
export function dataSourceOptions({
  databaseUrl,
  dataDir,
  connectTimeoutMs,
}: Omit<StorageOptions, 'nodeId'>): DataSourceOptions {
  if (databaseUrl === undefined) return { ...sqliteOptions(dataDir), ...SHARED_OPTIONS };
  const address = parseDatabaseUrl(databaseUrl);
  const [first] = address.hosts;
  if (first === undefined) throw new Error('a database URL names at least one host');
  return {
    ...mysqlOptions(address, first, { connectTimeoutMs: connectTimeoutMs ?? CONNECT_TIMEOUT_MS }),
    ...SHARED_OPTIONS,
  };
}
