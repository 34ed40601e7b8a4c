import { postRoles } from '#platform/actor';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of package.json: SQL files, fonts, demo data and built assets are found from here, bundled or not. */
export function projectRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) {
    const up = dirname(dir);
    if (up === dir) throw new Error('package.json not found above the program');
    dir = up;
  }
  return dir;
}

/** What the environment says, checked once at start. Paths are absolute. */
export type Config = {
  env: 'demo' | 'production' | 'test';
  /** What `serve` does in this process: the doors, the work behind them, or both. */
  role: 'all' | 'web' | 'worker';
  host: string;
  port: number;
  /** Where a process of role `worker` answers for its health. */
  workerPort: number;
  /** How browsers reach us; cookies, sign-in and printed links use it. */
  publicUrl: string;
  dataDir: string;
  /** Null: the launcher starts PostgreSQL in DATA_DIR. */
  databaseUrl: string | null;
  databaseDirectUrl: string | null;
  /** Null: the sandbox issuer with fictional people. */
  oidcIssuer: string | null;
  /** How we are known at that issuer. */
  oidcClient: { id: string; secret: string; algorithm: string };
  smtpUrl: string | null;
  mailFrom: string;
  /** A file outside DATA_DIR that gets each sealed root, or null. The demonstration city has one beside its DATA_DIR. */
  rootsFile: string | null;
  /** Who may read /metrics from another machine; null: only this machine. */
  metricsToken: string | null;
  /** Null: files lie in DATA_DIR/files. */
  s3: { endpoint: string; region: string; bucket: string; prefix: string; accessKey: string; secretKey: string } | null;
  /** Of whom signing in at the desk demands a second factor: of everybody, or of who holds one of these roles. Who has set one up is always asked. */
  secondFactor: 'all' | readonly string[];
  /** How many years a record that has ended is kept at least. */
  retentionYears: number;
  telephone: string;
  cityName: string;
  cityRegion: string;
};

/** One wrong value of the environment, in words. */
export type ConfigError = { name: string; say: string };

type Env = Record<string, string | undefined>;

/** `s3://bucket/prefix?endpoint=https://…&region=…`; who we are there stands in two variables of its own, so that an address can be shown. */
function readS3(env: Env, wrong: (name: string, say: string) => void): Config['s3'] {
  const text = env['FILES_URL'] ?? '';
  if (text === '') return null;
  const parts = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(\/[\w./-]*)?\?(.+)$/.exec(text);
  const query = new URLSearchParams(parts?.[3] ?? '');
  const endpoint = query.get('endpoint') ?? '';
  if (parts === null || !/^https?:\/\/[^/?#]+$/.test(endpoint)) {
    wrong('FILES_URL', '写成 s3://桶名/前缀?endpoint=https://主机:端口&region=区域');
    return null;
  }
  const [accessKey = '', secretKey = ''] = [env['FILES_ACCESS_KEY'], env['FILES_SECRET_KEY']];
  if (accessKey === '' || secretKey === '') wrong('FILES_ACCESS_KEY', '写了 FILES_URL，就要写 FILES_ACCESS_KEY 和 FILES_SECRET_KEY');
  const folder = (parts[2] ?? '').replaceAll(/^\/+|\/+$/g, '');
  const prefix = folder === '' ? '' : `${folder}/`;
  return { endpoint, region: query.get('region') ?? 'us-east-1', bucket: parts[1] as string, prefix, accessKey, secretKey };
}

/** The demonstration city's root place: outside DATA_DIR, so that it outlives it; on the same disk, so it is no proof against whoever owns the machine. */
const besideData = (dataDir: string): string => join(dirname(dataDir), `${basename(dataDir)}.roots.jsonl`);

/** Reads and checks the environment; every wrong value is reported, not only the first. */
export function readConfig(env: Env): { config: Config; errors: ConfigError[] } {
  const errors: ConfigError[] = [];
  const wrong = (name: string, say: string): void => void errors.push({ name, say });
  const kind = env['TONGBAN_ENV'] ?? 'demo';
  if (!['demo', 'production', 'test'].includes(kind)) wrong('TONGBAN_ENV', `「${kind}」不认识，只能是 demo、production 或 test`);
  const role = env['TONGBAN_ROLE'] || 'all';
  if (!['all', 'web', 'worker'].includes(role)) wrong('TONGBAN_ROLE', `「${role}」不认识，只能是 all、web 或 worker`);
  const portOf = (name: string, text = ''): number => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65535) wrong(name, `「${text}」不是 0 至 65535 的端口号`);
    return port;
  };
  const yearsOf = (text: string): number => {
    if (!/^\d{1,3}$/.test(text) || Number(text) < 1) wrong('RETENTION_YEARS', `「${text}」不是年数，写1至999的整数`);
    return Number(text);
  };
  const factorOf = (text: string): Config['secondFactor'] => {
    if (text === 'all') return 'all';
    const words = text === 'off' ? [] : text.split(',').map((word) => word.trim());
    const unknown = words.filter((word) => !(postRoles as readonly string[]).includes(word));
    if (unknown.length > 0)
      wrong('STAFF_SECOND_FACTOR', `「${unknown.join('、')}」不认识，写all、off，或用逗号隔开的岗位：${postRoles.join('、')}`);
    return words;
  };
  const port = portOf('PORT', env['PORT'] ?? '8080');
  const workerPort = portOf('WORKER_PORT', env['WORKER_PORT'] ?? '8081');
  const host = env['HOST'] ?? '127.0.0.1';
  const url = (name: string, protocols: string[]): string | null => {
    const text = env[name];
    if (text === undefined || text === '') return null;
    try {
      const parsed = new URL(text);
      if (!protocols.includes(parsed.protocol)) wrong(name, `应以 ${protocols.join(' 或 ')} 开头`);
      return text;
    } catch {
      wrong(name, '不是完整的网址');
      return null;
    }
  };
  const databaseUrl = url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const publicUrl = url('PUBLIC_URL', ['http:', 'https:']) ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  const dataDir = resolve(env['DATA_DIR'] ?? join(projectRoot(), '.data'));
  const config: Config = {
    env: kind as Config['env'],
    role: role as Config['role'],
    host,
    port,
    workerPort,
    publicUrl: publicUrl.replace(/\/$/, ''),
    dataDir,
    databaseUrl,
    databaseDirectUrl: url('DATABASE_DIRECT_URL', ['postgres:', 'postgresql:']) ?? databaseUrl,
    oidcIssuer: url('OIDC_ISSUER', ['http:', 'https:']),
    oidcClient: { id: env['OIDC_CLIENT_ID'] ?? '', secret: env['OIDC_CLIENT_SECRET'] ?? '', algorithm: env['OIDC_ALGORITHM'] ?? 'RS256' },
    smtpUrl: url('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: env['MAIL_FROM'] ?? 'tongban@example.invalid',
    metricsToken: env['METRICS_TOKEN'] ? env['METRICS_TOKEN'] : null,
    rootsFile: env['ROOTS_FILE'] ? resolve(env['ROOTS_FILE']) : kind === 'demo' ? besideData(dataDir) : null,
    s3: readS3(env, wrong),
    secondFactor: factorOf(env['STAFF_SECOND_FACTOR'] || (kind === 'production' ? 'all' : 'off')),
    retentionYears: yearsOf(env['RETENTION_YEARS'] || '10'),
    telephone: env['TELEPHONE'] ?? '12345',
    cityName: env['CITY_NAME'] ?? '云渚',
    cityRegion: env['CITY_REGION'] ?? '329900',
  };
  if (config.rootsFile !== null && config.rootsFile.startsWith(join(dataDir, '/')))
    wrong('ROOTS_FILE', '要放在 DATA_DIR 外面：数据目录没有了，根还要在');
  if (config.env === 'production' && config.oidcIssuer === null) wrong('OIDC_ISSUER', '正式环境要写明身份认证地址，示范登录只能用于演示');
  if (config.oidcIssuer !== null && (config.oidcClient.id === '' || config.oidcClient.secret === ''))
    wrong('OIDC_CLIENT_ID', '写了 OIDC_ISSUER，就要写 OIDC_CLIENT_ID 和 OIDC_CLIENT_SECRET');
  if (config.env === 'production' && !config.publicUrl.startsWith('https:'))
    wrong('PUBLIC_URL', '正式环境要用 https 网址，不然登录凭据会在网上明着传');
  return { config, errors };
}
