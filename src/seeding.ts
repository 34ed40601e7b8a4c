/** `tongban seed`: the demonstration city, and as many made-up cases as somebody wants to look at or measure with. */
import { mustBeDemonstration, seedCases, seeds } from '#cases';
import type { Operations } from '#cli';
import { type Problem, problem } from '#platform/errors';
import type { House } from '#platform/house';
import type { Text } from '#platform/text';
import { seedDemonstration } from './compose.ts';

type Parts = { inHouse<T>(work: (house: House, direct: string) => Promise<T>): Promise<T> };

/** The operation behind the command. */
export const seeding =
  ({ inHouse }: Parts): Operations['seed'] =>
  async (options, report) => {
    const cases = options.cases === undefined ? null : whole('cases', options.cases, 1, 20_000_000);
    const seed = whole('seed', options.seed ?? '1', seeds.least, seeds.most);
    await inHouse(async (house, direct) => {
      if (house.config.env === 'production') throw noDemo();
      if (cases !== null) await mustBeDemonstration(house);
      const seeded = await seedDemonstration(house);
      report({ zh: `发布了${seeded.published}个事项，其余没有变化。`, en: `${seeded.published} items published, the rest unchanged.` });
      for (const refused of seeded.refused)
        report({ zh: `没有装入：${refused.file} ${refused.say}`, en: `Not loaded: ${refused.file} ${refused.say}` });
      if (cases === null) return;
      let told = 0;
      const done = await seedCases(house, direct, {
        cases,
        seed,
        onProgress: (n) => {
          if (n - told < Math.max(10_000, cases / 20)) return;
          told = n;
          report({ zh: `已装入${n}件。`, en: `${n} cases so far.` });
        },
      });
      report({
        zh: `装入了${done.cases}件办件（${done.deeds}个动作）、${done.people}个人、${done.organisations}家单位，用了${done.seconds.toFixed(0)}秒。全部是编造的。`,
        en: `${done.cases} cases (${done.deeds} deeds), ${done.people} people and ${done.organisations} organisations in ${done.seconds.toFixed(0)} s. All of it is made up.`,
      });
    });
  };

const noDemo = (): Problem =>
  problem(
    'forbidden',
    'cli.no-demo',
    { zh: '正式环境不装示范数据。', en: 'No demonstration data in production.' },
    { zh: '要演示，请另建一套环境。', en: 'Use another installation for demonstrations.' },
  );

function whole(name: string, text: string, least: number, most: number): number {
  const n = Number(text);
  if (Number.isInteger(n) && n >= least && n <= most) return n;
  const say: Text = {
    zh: `--${name}要写${least}至${most}的整数，写的是“${text}”。`,
    en: `--${name} takes a whole number from ${least} to ${most}, not “${text}”.`,
  };
  throw problem('invalid', 'cli.number', say, { zh: `改成比如--${name}=${least}。`, en: `Write for example --${name}=${least}.` });
}
