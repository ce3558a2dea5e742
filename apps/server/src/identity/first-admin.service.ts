/** The first administrator of an empty database: named by BOOTSTRAP_ADMIN, or `admin` with a password that is good for one login. */
import { Inject, Injectable } from '@nestjs/common';
import { Storage } from '#storage';
import { CONFIG, type Config } from '../config.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { hashPassword } from './password.js';
import { makeOneTimePassword } from './secrets.js';

const NAME_DEFAULT = 'admin';

export interface FirstAdmin {
  readonly username: string;
  /** Set when it was made here and nobody else knows it. */
  readonly oneTimePassword: string | undefined;
}

@Injectable()
export class FirstAdminService {
  private made: FirstAdmin | undefined;

  constructor(
    @Inject(Storage) private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Who was made by this process, if anybody was. */
  get firstAdmin(): FirstAdmin | undefined {
    return this.made;
  }

  /** Of several nodes that start at once on an empty database, one does it. */
  async ensure(): Promise<void> {
    if (!(await this.storage.operators.isEmpty())) return;
    const { bootstrapAdmin } = this.config;
    const username = bootstrapAdmin?.username ?? NAME_DEFAULT;
    const oneTimePassword = bootstrapAdmin === undefined ? makeOneTimePassword() : undefined;
    const passwordHash = await hashPassword(bootstrapAdmin?.password ?? oneTimePassword ?? '');
    const mustChangePassword = oneTimePassword !== undefined;
    const isMine = await this.storage.operators.createFirst({
      username,
      passwordHash,
      role: 'admin',
      mustChangePassword,
    });
    if (!isMine) return;
    this.made = { username, oneTimePassword };
    if (oneTimePassword === undefined) {
      this.logger.info(
        { event: 'first_admin_created', username },
        'the first administrator was made as BOOTSTRAP_ADMIN says',
      );
    } else {
      // The one secret that is ever logged: nobody could log in without it, and after the first login it opens nothing.
      this.logger.warn(
        { event: 'first_admin_created', username, oneTimePassword },
        'the first administrator was made, with a password that must be changed at the first login',
      );
    }
  }
}
