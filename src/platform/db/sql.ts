/** A piece of SQL with its values; nests, so that a fragment can be part of another. */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  readonly statementName: string | undefined;

  constructor(strings: readonly string[], values: readonly unknown[], statementName?: string) {
    this.strings = strings;
    this.values = values;
    this.statementName = statementName;
  }

  /** Text with $1 … $n and the values in that order. */
  compile(): { text: string; values: unknown[]; name?: string } {
    const values: unknown[] = [];
    const write = (piece: Sql): string => {
      let text = piece.strings[0] ?? '';
      piece.values.forEach((value, i) => {
        if (value instanceof Sql) text += write(value);
        else {
          values.push(value);
          text += `$${values.length}`;
        }
        text += piece.strings[i + 1] ?? '';
      });
      return text;
    };
    const text = write(this);
    if (this.statementName === undefined) return { text, values };
    const known = statementTexts.get(this.statementName);
    if (known === undefined) statementTexts.set(this.statementName, text);
    else if (known !== text) throw new Error(`two texts for the prepared statement ${this.statementName}`);
    return { text, values, name: this.statementName };
  }
}

// A prepared statement is known to a connection by its name alone: a second text under it would run the first.
const statementTexts = new Map<string, string>();

type Tag = (strings: TemplateStringsArray, ...values: unknown[]) => Sql;

/** Tagged template for SQL: values become parameters, nested `Sql` becomes text. */
export const sql: Tag & {
  /** A statement prepared once per connection, for hot paths; its text must not vary. */
  named: (name: string) => Tag;
  /** Text taken as it is, for identifiers and constants of ours, never for input. */
  raw: (text: string) => Sql;
  /** Pieces joined by a separator; empty input gives empty SQL. */
  join: (pieces: readonly Sql[], separator?: string) => Sql;
} = Object.assign(((strings, ...values) => new Sql(strings, values)) as Tag, {
  named:
    (name: string): Tag =>
    (strings, ...values) =>
      new Sql(strings, values, name),
  raw: (text: string) => new Sql([text], []),
  join: (pieces: readonly Sql[], separator = ', ') =>
    pieces.length === 0 ? new Sql([''], []) : new Sql(['', ...pieces.slice(1).map(() => separator), ''], pieces),
});
