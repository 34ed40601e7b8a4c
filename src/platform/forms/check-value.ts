import { isDay, lastDayOfMonth } from '#platform/clock';
import { checkBankAccount, checkIdNumber, checkPhone, checkUscc } from '#platform/identifiers';
import type { Text } from '#platform/text';
import { en, type FieldError, fieldError, named } from './field-error.ts';
import { type FieldSchema, fieldType, isEmpty, labelOf } from './form.format.ts';

/** What the checks of one value may know. */
export type CheckSetting = {
  today: string /** Ends of the range, already worked out from x-min and x-max. */;
  range?: { min?: unknown; max?: unknown };
};

/** Checks a value that is there against its kind; schema keywords come after. `at` is the name of its input. */
export function checkValue(at: string, id: string, field: FieldSchema, value: unknown, setting: CheckSetting): FieldError[] {
  const label = labelOf(field, id);
  const text = typeof value === 'string' ? value : undefined;
  const wrongKind = (): FieldError[] => [
    fieldError(
      at,
      'forms.kind',
      { zh: `${label.zh}没有读出来`, en: `${en(label)} could not be read` },
      { zh: '请再填一次。', en: 'Please enter it again.' },
    ),
  ];
  switch (fieldType(field)) {
    case 'id-number':
      return text === undefined
        ? wrongKind()
        : only(checkIdNumber(text, setting.today), (failed) => named(at, field, id, failed, ['身份证号', '公民身份号码']));
    case 'uscc':
      return text === undefined
        ? wrongKind()
        : only(checkUscc(text), (failed) => named(at, field, id, failed, ['统一社会信用代码', '信用代码']));
    case 'phone':
      return text === undefined ? wrongKind() : only(checkPhone(text), (failed) => named(at, field, id, failed, ['手机号', '电话号码']));
    case 'bank-account':
      return text === undefined
        ? wrongKind()
        : only(checkBankAccount(text), (failed) => named(at, field, id, failed, ['银行卡卡号', '卡号']));
    case 'name':
      return text === undefined ? wrongKind() : checkName(at, label, text);
    case 'date':
      return checkDate(at, label, value, setting);
    case 'period':
      return checkPeriod(at, label, value, field, setting);
    case 'region':
      return checkRegion(at, label, text, field);
    case 'number':
    case 'money':
      return checkNumber(at, label, value, field, setting);
    case 'choice':
      return checkOptions(at, label, [value], field);
    case 'multi':
      return Array.isArray(value) ? checkOptions(at, label, value, field) : wrongKind();
    case 'yesno':
      return typeof value === 'boolean'
        ? []
        : [fieldError(at, 'forms.choice', { zh: `请选${label.zh}：是或者否`, en: `${en(label)}: choose yes or no` })];
    case 'declaration':
      return typeof value === 'boolean' ? [] : wrongKind();
    case 'attachment':
      return Array.isArray(value) && value.every((file) => typeof file === 'string') ? [] : wrongKind();
    case 'table':
      return Array.isArray(value) ? [] : wrongKind();
    default:
      return text === undefined ? wrongKind() : [];
  }
}

function only<F>(result: { ok: true } | ({ ok: false } & F), error: (failed: F) => FieldError): FieldError[] {
  return result.ok ? [] : [error(result)];
}

/** Any script, ·, Latin, hyphen and apostrophe; the rare characters of the private area too. Never two parts, never only Han. */
function checkName(at: string, label: Text, value: string): FieldError[] {
  const odd = /[^\p{L}\p{M}\p{Co}·.\-'’ ]/u.exec(value)?.[0];
  return odd === undefined
    ? []
    : [
        fieldError(
          at,
          'forms.name',
          { zh: `${label.zh}里不会有“${odd}”`, en: `${en(label)} never has “${odd}” in it` },
          { zh: '请和证件上写得一样。', en: 'Please write it as on the document.' },
        ),
      ];
}

function checkDate(at: string, label: Text, value: unknown, { range }: CheckSetting): FieldError[] {
  if (isDay(value)) {
    if (isDay(range?.min) && value < range.min)
      return [
        fieldError(
          at,
          'forms.early',
          { zh: `${label.zh}最早是${chinese(range.min)}`, en: `${en(label)} is ${range.min} at the earliest` },
          { zh: `您填的是${chinese(value)}。`, en: `You entered ${value}.` },
        ),
      ];
    if (isDay(range?.max) && value > range.max)
      return [
        fieldError(
          at,
          'forms.late',
          { zh: `${label.zh}最晚是${chinese(range.max)}`, en: `${en(label)} is ${range.max} at the latest` },
          { zh: `您填的是${chinese(value)}。`, en: `You entered ${value}.` },
        ),
      ];
    return [];
  }
  const [y = '', m = '', d = ''] = typeof value === 'string' ? value.split('-') : [];
  const error = (part: string, zh: string, english: string): FieldError[] => [
    fieldError(
      `${at}.${part}`,
      'forms.date',
      { zh: `${label.zh}：${zh}`, en: `${en(label)}: ${english}` },
      { zh: '年、月、日都填数字，例如1944年6月17日。', en: 'Year, month and day are digits, for example 1944, 6, 17.' },
    ),
  ];
  if (y === '') return error('y', '请填年', 'enter the year');
  if (!/^\d{4}$/.test(y)) return error('y', `年是4位数字，您填的是“${y}”`, `the year has 4 digits, you entered “${y}”`);
  if (m === '') return error('m', '请填月', 'enter the month');
  if (d === '') return error('d', '请填日', 'enter the day');
  if (!/^\d{1,2}$/.test(m) || Number(m) < 1 || Number(m) > 12) return error('m', `没有${m}月`, `there is no month ${m}`);
  const last = lastDayOfMonth(Number(y), Number(m));
  return error(
    'd',
    `${Number(m)}月没有${/^\d+$/.test(d) ? Number(d) : d}日，最后一天是${last}日`,
    `month ${Number(m)} of ${y} ends on day ${last}`,
  );
}

function checkPeriod(at: string, label: Text, value: unknown, field: FieldSchema, setting: CheckSetting): FieldError[] {
  const { from, to } = (value ?? {}) as { from?: unknown; to?: unknown };
  const begin = { zh: `${label.zh}的开始`, en: `${en(label)}, start` };
  const end = { zh: `${label.zh}的结束`, en: `${en(label)}, end` };
  const errors = [
    ...(isEmpty(from)
      ? [fieldError(`${at}.from`, 'forms.missing', { zh: `请填${begin.zh}日期`, en: `Enter the start date of ${en(label)}` })]
      : checkDate(`${at}.from`, begin, from, setting)),
    ...(isEmpty(to)
      ? field['x-open-end'] === true
        ? []
        : [fieldError(`${at}.to`, 'forms.missing', { zh: `请填${end.zh}日期`, en: `Enter the end date of ${en(label)}` })]
      : checkDate(`${at}.to`, end, to, setting)),
  ];
  if (errors.length === 0 && isDay(from) && isDay(to) && from > to)
    errors.push(
      fieldError(
        `${at}.to`,
        'forms.order',
        { zh: `${label.zh}的结束不能早于开始`, en: `${en(label)} cannot end before it starts` },
        { zh: '请看看是不是填反了。', en: 'Perhaps the two are the wrong way round.' },
      ),
    );
  return errors;
}

const levels = { county: [6, '区县', 'county'], town: [9, '镇街', 'town'], village: [12, '村居', 'village'] } as const;

function checkRegion(at: string, label: Text, value: string | undefined, field: FieldSchema): FieldError[] {
  const [digits, word, english] = levels[field['x-level'] ?? 'village'];
  if (value === undefined || !/^\d{6}(\d{3}){0,2}$/.test(value))
    return [fieldError(at, 'forms.region', { zh: `请选${label.zh}`, en: `Choose ${en(label)}` })];
  const deep = value.length >= digits && !/^0+$/.test(value.slice(digits - 3, digits));
  return deep || digits === 6
    ? []
    : [
        fieldError(
          `${at}.${english}`,
          'forms.region',
          { zh: `${label.zh}要选到${word}`, en: `${en(label)}: choose down to the ${english}` },
          { zh: '请在下面接着选。', en: 'Please choose the next level below.' },
        ),
      ];
}

function checkNumber(at: string, label: Text, value: unknown, field: FieldSchema, { range }: CheckSetting): FieldError[] {
  const number =
    typeof value === 'number'
      ? value
      : field.type === 'string' && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
        ? Number(value)
        : undefined;
  const money = fieldType(field) === 'money';
  const unit = money ? { zh: '元', en: ' yuan' } : { zh: '', en: '' };
  if (number === undefined)
    return [
      fieldError(
        at,
        'forms.number',
        { zh: `${label.zh}要填数字，您填的是“${String(value)}”`, en: `${en(label)} is a number, you entered “${String(value)}”` },
        { zh: '请只填数字。', en: 'Please enter digits only.' },
      ),
    ];
  const least = typeof range?.min === 'number' ? range.min : (field.minimum ?? (money ? 0 : undefined));
  const most = typeof range?.max === 'number' ? range.max : field.maximum;
  if (least !== undefined && number < least)
    return [
      fieldError(
        at,
        'forms.least',
        { zh: `${label.zh}最少是${least}${unit.zh}`, en: `${en(label)} is at least ${least}${unit.en}` },
        { zh: `您填的是${number}。`, en: `You entered ${number}.` },
      ),
    ];
  if (most !== undefined && number > most)
    return [
      fieldError(
        at,
        'forms.most',
        { zh: `${label.zh}最多是${most}${unit.zh}`, en: `${en(label)} is at most ${most}${unit.en}` },
        { zh: `您填的是${number}。`, en: `You entered ${number}.` },
      ),
    ];
  if (money && !/^-?\d+(\.\d{1,2})?$/.test(String(value)))
    return [fieldError(at, 'forms.cents', { zh: `${label.zh}最多两位小数，到分为止`, en: `${en(label)} has two decimals at most` })];
  if (field.type === 'integer' && !Number.isInteger(number))
    return [
      fieldError(at, 'forms.whole', {
        zh: `${label.zh}要填整数，您填的是${number}`,
        en: `${en(label)} is a whole number, you entered ${number}`,
      }),
    ];
  return [];
}

function checkOptions(at: string, label: Text, chosen: readonly unknown[], field: FieldSchema): FieldError[] {
  const options = field['x-options']?.map((option) => option.value) ?? field.enum;
  if (options === undefined || chosen.every((value) => options.includes(value as string))) return [];
  return [fieldError(at, 'forms.choice', { zh: `请从给出的选项里选${label.zh}`, en: `Choose ${en(label)} from the options shown` })];
}

function chinese(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
