import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icon/icon.tsx';

/** solid: the one deed of a screen area · ghost: other ways · danger: takes something back for good. */
export type ButtonLook = 'solid' | 'ghost' | 'danger';

interface Look {
  look?: ButtonLook;
  block?: boolean;
  icon?: IconName;
  children: ReactNode;
}
const classes = (look: ButtonLook, block?: boolean): string => `btn${look === 'solid' ? '' : ` ${look}`}${block ? ' block' : ''}`;

/** Submits its form. Verb + thing, 2 to 6 characters; never greyed. */
export function Button({
  look = 'solid',
  block,
  icon,
  children,
  ...rest
}: Look & { type?: 'submit' | 'button'; name?: string; value?: string; id?: string; form?: string; formNoValidate?: boolean }): ReactNode {
  return (
    <button type={rest.type ?? 'submit'} className={classes(look, block)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function LinkButton({
  href,
  look = 'solid',
  block,
  icon,
  children,
  id,
  newTab,
}: Look & { href: string; id?: string; newTab?: boolean }): ReactNode {
  return (
    <a className={classes(look, block)} href={href} id={id} target={newTab === true ? '_blank' : undefined}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** Buttons side by side, wrapping; stacked at full width on phones when `stack`. */
export function Acts({ children, stack }: { children: ReactNode; stack?: boolean }): ReactNode {
  return <div className={stack ? 'acts stack' : 'acts'}>{children}</div>;
}

/** A list of plain links with icons (打印, 最近的窗口 …). */
export function LinkList({ links, label }: { links: { href: string; text: ReactNode; icon?: IconName }[]; label?: string }): ReactNode {
  return (
    <ul className="links" aria-label={label}>
      {links.map((l) => (
        <li key={l.href}>
          <a href={l.href}>
            {l.icon && <Icon name={l.icon} />}
            {l.text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Full-width rows that lead on, each with a chevron (您还可以 …). */
export function NextLinks({ links }: { links: { href: string; text: ReactNode; id?: string }[] }): ReactNode {
  return (
    <ul className="nextlinks">
      {links.map((l) => (
        <li key={l.href}>
          <a href={l.href} id={l.id}>
            <span>{l.text}</span>
            <Icon name="chevron-right" />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A button in its own form, for a deed on a page that is no form (撤回, 收回 …); hidden values go along. */
export function DeedForm({
  action,
  hidden,
  look = 'ghost',
  block,
  icon,
  children,
  id,
}: Look & { action: string; hidden?: Record<string, string>; id?: string }): ReactNode {
  return (
    <form method="post" action={action} className="deed">
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button look={look} block={block} icon={icon} id={id}>
        {children}
      </Button>
    </form>
  );
}
