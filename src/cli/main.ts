import { Problem } from '#platform/errors';
import type { Text } from '#platform/text';
import { type Command, commands, type Operations, type Report } from './commands.ts';

/** Where words go; tests hand in their own. */
export type Terminal = { out(line: string): void; err(line: string): void; env: Record<string, string | undefined> };

const real: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  env: process.env,
};

/** The reader's language from the environment; unknown means both, Chinese first. */
function speaker(env: Terminal['env']): (text: Text) => string {
  const set = env['TONGBAN_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  if (/^zh/i.test(set)) return (t) => t.zh;
  if (/^en/i.test(set)) return (t) => t.en ?? t.zh;
  return (t) => (t.en && t.en !== t.zh ? `${t.zh}  ${t.en}` : t.zh);
}

const usage = (c: Command): string =>
  [
    'tongban',
    ...c.words,
    ...(c.takes ? [c.takes] : []),
    ...(c.options ?? []).map((o) => (o.needed ? `--${o.name}=…` : `[--${o.name}=${o.only?.join('|') ?? '…'}]`)),
  ].join(' ');

function help(tell: (text: Text) => string): string {
  const width = Math.max(...commands.map((c) => usage(c).length).filter((size) => size <= 40)) + 2;
  const line = (c: Command): string =>
    usage(c).length < width ? `  ${usage(c).padEnd(width)}${tell(c.what)}` : `  ${usage(c)}\n  ${' '.repeat(width)}${tell(c.what)}`;
  const option = (o: NonNullable<Command['options']>[number]): string => `  ${' '.repeat(width)}  --${o.name}  ${tell(o.what)}`;
  return [
    tell({ zh: '通办：一座城市的一个受理台', en: 'Tongban: the one acceptance desk of a city' }),
    '',
    ...commands.flatMap((c) => [line(c), ...(c.options ?? []).map(option)]),
    '',
    tell({
      zh: '设置用环境变量：PORT、HOST、DATA_DIR、DATABASE_URL 等，tongban doctor 会逐项说明。',
      en: 'Settings are environment variables (PORT, HOST, DATA_DIR, DATABASE_URL …); tongban doctor explains each.',
    }),
  ].join('\n');
}

/** `--to X` is the same as `--to=X`. */
function wordsAndFlags(argv: string[]): { words: string[]; flags: string[] } {
  const names = new Set(commands.flatMap((c) => (c.options ?? []).map((o) => `--${o.name}`)));
  const words: string[] = [];
  const flags: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    const next = argv[i + 1];
    if (!word.startsWith('-') || word === '-') words.push(word);
    else if (names.has(word) && next !== undefined && !next.startsWith('-')) {
      flags.push(`${word}=${next}`);
      i++;
    } else flags.push(word);
  }
  return { words, flags };
}

function parse(argv: string[]): { command: Command; file: string; options: Record<string, string> } | { wrong: Text } | undefined {
  const { words, flags } = wordsAndFlags(argv);
  if (words.length === 0 || words[0] === 'help' || flags.some((f) => f === '-h' || f === '--help')) return undefined;
  const command = commands.find((c) => c.words.every((w, i) => words[i] === w));
  if (!command) return { wrong: { zh: `没有「${words.join(' ')}」这个命令。`, en: `There is no command “${words.join(' ')}”.` } };
  const rest = words.slice(command.words.length);
  if (rest.length !== (command.takes ? 1 : 0))
    return {
      wrong: command.takes
        ? { zh: `这个命令要写明对象：${usage(command)}`, en: `This command takes one word more: ${usage(command)}` }
        : { zh: `多写了「${rest.join(' ')}」。用法：${usage(command)}`, en: `“${rest.join(' ')}” is too much. Usage: ${usage(command)}` },
    };
  const options: Record<string, string> = {};
  for (const flag of flags) {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.+)$/.exec(flag) ?? [];
    const option = command.options?.find((o) => o.name === name);
    if (option === undefined || (option.only !== undefined && !option.only.includes(value)))
      return { wrong: { zh: `不认识「${flag}」。用法：${usage(command)}`, en: `Unknown “${flag}”. Usage: ${usage(command)}` } };
    options[name] = value;
  }
  const missing = command.options?.find((o) => o.needed && options[o.name] === undefined);
  if (missing !== undefined)
    return {
      wrong: { zh: `还要写--${missing.name}。用法：${usage(command)}`, en: `--${missing.name} is missing. Usage: ${usage(command)}` },
    };
  return { command, file: rest[0] ?? '', options };
}

/** Runs one command; the answer is the exit code: 0 done, 1 failed, 2 wrongly called. */
export async function runCli(argv: string[], operations: Operations, terminal: Terminal = real): Promise<number> {
  const tell = speaker(terminal.env);
  const report: Report = (line) => terminal.out(tell(line));
  const parsed = parse(argv);
  if (!parsed) {
    terminal.out(help(tell));
    return argv.length === 0 ? 2 : 0;
  }
  if ('wrong' in parsed) {
    terminal.err(`${tell(parsed.wrong)}\n\n${help(tell)}`);
    return 2;
  }
  try {
    const ok = await parsed.command.run(operations, { file: parsed.file, options: parsed.options }, report);
    return ok === false ? 1 : 0;
  } catch (error) {
    if (error instanceof Problem) {
      terminal.err(`${tell(error.say)}\n${tell(error.next)}`);
      for (const field of error.fields) terminal.err(`  ${field.field}: ${tell(field.say)}`);
    } else {
      terminal.err(
        error instanceof Error ? (terminal.env['TONGBAN_DEBUG'] ? (error.stack ?? error.message) : error.message) : String(error),
      );
    }
    return 1;
  }
}
