/** Which fields of a form show for these facts: unknown shows, only a sure no hides. */
import type { ItemForm } from '../document/content.ts';
import type { Facts } from './evaluation.ts';
import { type Setting, truth } from './truth.ts';

export function shownFields(form: ItemForm, facts: Facts, setting: Setting): Set<string> {
  const hidden = (condition: unknown): boolean => condition !== undefined && truth(condition, facts, setting).value === false;
  return new Set(
    form['x-steps'].filter((step) => !hidden(step['x-show-if'])).flatMap((step) => step.fields.filter((id) => !hidden(form.properties[id]?.['x-show-if']))),
  );
}
