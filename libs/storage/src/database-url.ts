/** `mysql://user:password@host:3306[,host2:3306]/database`, taken apart. Pure; no message repeats the password. */

export interface DatabaseHost {
  readonly host: string;
  readonly port: number;
}

export interface DatabaseAddress {
  /** At least one; the first that can be written to is used. */
  readonly hosts: readonly DatabaseHost[];
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const SHAPE = /^(?:mysql|mariadb):\/\/(?:([^@/]*)@)?([^/?#@]+)\/([^/?#]+)$/;
const PORT_DEFAULT = 3306;

/** @throws Error that says what is wrong with the text */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  if (!/^(mysql|mariadb):\/\//.test(text)) throw new Error('must start with mysql:// or mariadb://');
  const match = SHAPE.exec(text);
  if (match === null) {
    throw new Error(
      'must look like mysql://user:password@host:3306/database, with special characters in it percent-encoded',
    );
  }
  const [, credentials = '', hosts = '', database = ''] = match;
  const colon = credentials.indexOf(':');
  const user = decode(colon === -1 ? credentials : credentials.slice(0, colon), 'user');
  if (user === '') throw new Error('names no user: write mysql://user:password@host/database');
  return {
    hosts: hosts.split(',').map(parseHost),
    user,
    password: decode(colon === -1 ? '' : credentials.slice(colon + 1), 'password'),
    database: decode(database, 'database'),
  };
}

function parseHost(text: string): DatabaseHost {
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(text);
  const port = Number(match?.[2] ?? PORT_DEFAULT);
  if (match?.[1] === undefined || port < 1 || port > 65_535) {
    throw new Error(
      `has a host that can't be read, "${text}": write host or host:port, several with commas between them`,
    );
  }
  return { host: match[1].replaceAll(/[[\]]/g, ''), port };
}

function decode(text: string, part: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(`has a ${part} that is not percent-encoded rightly: write % as %25`);
  }
}
