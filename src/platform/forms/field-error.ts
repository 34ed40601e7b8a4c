import { type Text, toText } from '#platform/text';
import { type FieldSchema, labelOf } from './form.format.ts';

/** What is wrong with one field: `short` for the list on top, `say` at the field with what to do. `field` is a field id or one input of it (`birth.d`, `family[1].phone`). */
export type FieldError = { field: string; code: string; short: Text; say: Text };

export const en = (text: Text): string => text.en ?? text.zh;
const stop = (zh: string) => (/[。？]$/.test(zh) ? zh : `${zh}。`);
const full = (english: string) => (/[.?]$/.test(english) ? english : `${english}.`);

/** An error in the two lengths; `what` names the field already. */
export function fieldError(field: string, code: string, what: Text, todo?: Text): FieldError {
  return {
    field,
    code,
    short: bare(what),
    say: { zh: stop(what.zh) + (todo?.zh ?? ''), en: full(en(what)) + (todo === undefined ? '' : ` ${en(todo)}`) },
  };
}

function bare(text: Text): Text {
  return { zh: text.zh.replace(/。$/, ''), en: en(text).replace(/\.$/, '') };
}

/** Something that had to be filled in. A document's own x-error is said at the field when it tells what to fill. */
export function missingError(at: string, field: FieldSchema, id: string, verb: { zh: string; en: string }): FieldError {
  const label = labelOf(field, id);
  const short = { zh: `请${verb.zh}${label.zh}`, en: `${verb.en} ${lower(en(label))}` };
  const own = field['x-error'];
  const written: Text | undefined = own === undefined ? undefined : toText(own);
  const asks = written !== undefined && /^请(填|选|写|看|勾|上传)/.test(written.zh);
  return {
    field: at,
    code: 'forms.missing',
    short,
    say: asks ? { zh: written.zh, en: written.en ?? `${short.en}.` } : { zh: `${short.zh}。`, en: `${short.en}.` },
  };
}

/** A check of a number that belongs to a field named otherwise: 联系电话：手机号是11位，您填了10位. */
export function named(
  at: string,
  field: FieldSchema,
  id: string,
  failed: { code: string; short: Text; say: Text },
  usual: readonly string[],
): FieldError {
  const label = labelOf(field, id);
  if (usual.some((word) => label.zh === word)) return { field: at, code: failed.code, short: failed.short, say: failed.say };
  const word = usual.find((one) => label.zh.includes(one) && failed.short.zh.startsWith(one));
  const short =
    word === undefined
      ? { zh: `${label.zh}：${failed.short.zh}`, en: `${en(label)}: ${lower(en(failed.short))}` }
      : { zh: failed.short.zh.replace(word, label.zh), en: `${en(label)}: ${lower(en(failed.short))}` };
  return { field: at, code: failed.code, short, say: failed.say };
}

function lower(english: string): string {
  return /^[A-Z][a-z]/.test(english) ? english[0]!.toLowerCase() + english.slice(1) : english;
}
