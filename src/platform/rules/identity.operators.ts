import { checkIdNumber } from '#platform/identifiers';
import { type Known, known, unknown, wrongType } from './expr.ts';
import { en, type Operator, words } from './operator.ts';

function reading(
  op: string,
  gives: 'date' | 'text',
  read: (value: { birth: string; sex: string }) => string,
  zh: string,
  english: string,
): Operator {
  return {
    min: 1,
    max: 1,
    takes: 'text',
    gives,
    run([number]): Known {
      if (number!.value === null) return number!;
      const checked = typeof number!.value === 'string' ? checkIdNumber(number!.value) : undefined;
      return checked?.ok === true ? known(read(checked)) : unknown(wrongType(op));
    },
    words: ([a]) => words(`${a!.zh}里的${zh}`, `${english} in ${en(a!)}`),
  };
}

export const identity: Readonly<Record<string, Operator>> = {
  idBirth: reading('idBirth', 'date', ({ birth }) => birth, '出生日期', 'date of birth'),
  idSex: reading('idSex', 'text', ({ sex }) => sex, '性别', 'sex'),
};
