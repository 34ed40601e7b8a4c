import type { Text } from '#platform/text';

/** How an operation tells the operator what happens; one call is one line. */
export type Report = (line: Text) => void;

/**
 * What the command line can have done. Compose implements each with the house it has built.
 * An operation that returns false found something wrong and has said what; a thrown Problem is told in its own words.
 */
export type Operations = {
  serve(options: { role?: string }, report: Report): Promise<void>;
  migrate(report: Report): Promise<void>;
  /** The demonstration; with `cases` also that many made-up cases. */
  seed(options: { cases?: string; seed?: string }, report: Report): Promise<void>;
  importItems(file: string, report: Report): Promise<boolean | void>;
  importRegions(file: string, report: Report): Promise<boolean | void>;
  pullCatalog(options: { to: string }, report: Report): Promise<void>;
  verify(options: { root?: string }, report: Report): Promise<boolean>;
  backup(options: { to: string; keys?: string; passphraseFile?: string }, report: Report): Promise<void>;
  placeHold(options: { caseNumber?: string; person?: string; reason: string }, report: Report): Promise<void>;
  liftHold(options: { id: string; reason: string }, report: Report): Promise<void>;
  listHolds(report: Report): Promise<void>;
  rotateKeys(options: { lookup: boolean }, report: Report): Promise<boolean>;
  exportCase(options: { number: string; to: string; reason: string }, report: Report): Promise<void>;
  exportPerson(options: { who: string; to: string; reason: string }, report: Report): Promise<void>;
  restore(options: { from: string; keys?: string; passphraseFile?: string; replace: boolean }, report: Report): Promise<boolean>;
  doctor(report: Report): Promise<boolean>;
};

/** One command: its words, what it takes, what it does in both languages, and the operation behind it. */
export type Command = {
  words: string[];
  takes?: 'FILE' | 'NUMBER' | 'PERSON';
  /** `needed`: without it the command cannot run; `only`: the values it takes. */
  options?: { name: string; what: Text; needed?: true; only?: readonly string[] }[];
  what: Text;
  run(operations: Operations, input: { file: string; options: Record<string, string> }, report: Report): Promise<boolean | void>;
};

const exportOptions: NonNullable<Command['options']> = [
  { name: 'to', needed: true, what: { zh: '导出到哪个新文件夹', en: 'the new folder it is written to' } },
  { name: 'reason', needed: true, what: { zh: '为什么导出；当事人看得到', en: 'why; the person it is about can read it' } },
];

const holdReason = {
  name: 'reason',
  needed: true as const,
  what: { zh: '依据，写文号，不写人名', en: 'the order by its document number, no names' },
};

/** A number of a document is never a word of the command line: everybody on the machine could read it. */
async function readLine(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin) text += String(piece);
  return text.split('\n')[0]?.trim() ?? '';
}

const sealedKeys = (what: Text): NonNullable<Command['options']> => [
  { name: 'keys', what },
  {
    name: 'passphrase-file',
    what: { zh: '口令所在的文件（也可以用环境变量TONGBAN_PASSPHRASE）', en: 'the file with the passphrase (or set TONGBAN_PASSPHRASE)' },
  },
];

const keysFrom = (options: Record<string, string>): { keys?: string; passphraseFile?: string } => ({
  ...(options['keys'] === undefined ? {} : { keys: options['keys'] }),
  ...(options['passphrase-file'] === undefined ? {} : { passphraseFile: options['passphrase-file'] }),
});

export const commands: Command[] = [
  {
    words: ['serve'],
    options: [
      {
        name: 'role',
        what: {
          zh: 'web只开网页、窗口和接口，worker只做后台任务，all都做（默认）',
          en: 'web: doors only, worker: background work only, all: both (default)',
        },
      },
    ],
    what: { zh: '启动服务（网页、窗口、接口和后台任务）', en: 'Start the server: pages, desk, API and background work' },
    run: (o, { options }, report) => o.serve(options['role'] ? { role: options['role'] } : {}, report),
  },
  {
    words: ['migrate'],
    what: { zh: '建立或升级数据库表，不启动服务', en: 'Create or upgrade the database tables without serving' },
    run: (o, _, report) => o.migrate(report),
  },
  {
    words: ['seed'],
    options: [
      { name: 'cases', what: { zh: '再装入这么多编造的办件，比如1000000', en: 'also make up this many cases, for example 1000000' } },
      {
        name: 'seed',
        what: { zh: '种子1至40，默认1；同一个种子编出同样的办件', en: 'seed 1 to 40, default 1: the same seed makes the same cases' },
      },
    ],
    what: {
      zh: '装入示范城市（虚构的云渚市）；已装入的不会重复',
      en: 'Load the fictional demonstration city; what is already there is kept',
    },
    run: (o, { options }, report) =>
      o.seed(
        {
          ...(options['cases'] === undefined ? {} : { cases: options['cases'] }),
          ...(options['seed'] === undefined ? {} : { seed: options['seed'] }),
        },
        report,
      ),
  },
  {
    words: ['import', 'items'],
    takes: 'FILE',
    what: { zh: '导入事项名称和编码，存为未发布的草稿', en: 'Import item names and codes as unpublished drafts' },
    run: (o, { file }, report) => o.importItems(file, report),
  },
  {
    words: ['catalog', 'pull'],
    options: [
      {
        name: 'to',
        needed: true,
        what: { zh: '写到哪个文件夹（可以是一个git仓库）', en: 'the folder to write to, for example a git repository' },
      },
    ],
    what: { zh: '把公布的事项写成YAML文件，一件一个', en: 'Write the published items as YAML files, one each' },
    run: (o, { options }, report) => o.pullCatalog({ to: options['to'] as string }, report),
  },
  {
    words: ['import', 'regions'],
    takes: 'FILE',
    what: { zh: '导入五级区划表', en: 'Import a five-level table of regions' },
    run: (o, { file }, report) => o.importRegions(file, report),
  },
  {
    words: ['verify'],
    options: [{ name: 'root', what: { zh: '同时核对放在外面的根记录文件', en: 'also compare with the file of roots kept outside' } }],
    what: { zh: '核对办件记录是否被改动或丢失（不需要服务在运行）', en: 'Prove that no record was altered or lost, without the server' },
    run: (o, { options }, report) => o.verify(options['root'] ? { root: options['root'] } : {}, report),
  },
  {
    words: ['export', 'case'],
    takes: 'NUMBER',
    options: exportOptions,
    what: {
      zh: '把一件办件的全部内容导出，离开系统也能核对',
      en: 'Export everything of a case, to be verified without this system',
    },
    run: (o, { file, options }, report) =>
      o.exportCase({ number: file, to: options['to'] as string, reason: options['reason'] as string }, report),
  },
  {
    words: ['export', 'person'],
    takes: 'PERSON',
    options: exportOptions,
    what: {
      zh: '把一个人的全部内容导出给本人；写编号，或写-再从标准输入给证件号码',
      en: 'Export everything of a person for that person: an id, or - with the document number on standard input',
    },
    run: async (o, { file, options }, report) =>
      o.exportPerson(
        { who: file === '-' ? await readLine() : file, to: options['to'] as string, reason: options['reason'] as string },
        report,
      ),
  },
  {
    words: ['backup'],
    options: [
      { name: 'to', needed: true, what: { zh: '备份放进哪个新文件夹', en: 'the new folder it is written to' } },
      ...sealedKeys({ zh: '密钥用口令封好，另存成这个文件', en: 'also write the keys, sealed with a passphrase, to this file' }),
    ],
    what: {
      zh: '备份数据库、文件和账本的根（服务可以照常运行）；密钥不在里面',
      en: 'Back up database, files and roots while the server runs; the keys are not in it',
    },
    run: (o, { options }, report) => o.backup({ to: options['to'] as string, ...keysFrom(options) }, report),
  },
  {
    words: ['restore'],
    options: [
      { name: 'from', needed: true, what: { zh: '备份所在的文件夹', en: 'the folder of the back-up' } },
      ...sealedKeys({ zh: '单独保管的密钥文件', en: 'the sealed keys that were kept apart' }),
      { name: 'replace', only: ['yes'], what: { zh: '写yes，替换这里现有的内容', en: 'yes: put it in the place of what is here' } },
    ],
    what: {
      zh: '用备份恢复到空的地方，逐表核对，再核对记录',
      en: 'Restore a back-up into an empty place, compare every table, then verify',
    },
    run: (o, { options }, report) =>
      o.restore({ from: options['from'] as string, ...keysFrom(options), replace: options['replace'] === 'yes' }, report),
  },
  {
    words: ['hold', 'place'],
    options: [
      { name: 'case', what: { zh: '办件编号', en: 'number of a case' } },
      { name: 'person', what: { zh: '人的编号：本人、草稿和现有办件都保全', en: 'id of a person: data, drafts and present cases' } },
      holdReason,
    ],
    what: { zh: '保全：解除前谁也删不掉', en: 'Legal hold: until it is lifted nobody can erase it' },
    run: (o, { options }, report) =>
      o.placeHold(
        {
          ...(options['case'] === undefined ? {} : { caseNumber: options['case'] }),
          ...(options['person'] === undefined ? {} : { person: options['person'] }),
          reason: options['reason'] as string,
        },
        report,
      ),
  },
  {
    words: ['hold', 'lift'],
    takes: 'NUMBER',
    options: [holdReason],
    what: { zh: '解除一条保全', en: 'Lift a hold' },
    run: (o, { file, options }, report) => o.liftHold({ id: file, reason: options['reason'] as string }, report),
  },
  {
    words: ['hold', 'list'],
    what: { zh: '列出现有的保全', en: 'List the holds in force' },
    run: (o, _, report) => o.listHolds(report),
  },
  {
    words: ['keys', 'rotate'],
    options: [{ name: 'lookup', only: ['yes'], what: { zh: '写yes，查找密钥也换', en: 'yes: renew the look-up key too' } }],
    what: {
      zh: '换主密钥，服务不停；没换完的接着换',
      en: 'Renew the master key while servers run; goes on with a rotation that was cut off',
    },
    run: (o, { options }, report) => o.rotateKeys({ lookup: options['lookup'] === 'yes' }, report),
  },
  {
    words: ['doctor'],
    what: { zh: '检查这台机器和设置，说明哪里不对、怎样改', en: 'Check this machine and its settings, and say what to change' },
    run: (o, _, report) => o.doctor(report),
  },
];
