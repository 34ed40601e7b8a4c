import { readCity } from '../demo/city-files.ts';

/** A fictional account of the sandbox issuer. */
export type Account = {
  key: string;
  name: string;
  number: string;
  phone: string | null;
  email: string | null;
  side: 'citizen' | 'staff';
  /** One line that tells what this account is good for. */
  who: { zh: string; en: string };
  group: { zh: string; en: string };
};

const roles = {
  clerk: { zh: '窗口和代办', en: 'Windows and helpers' },
  approver: { zh: '审批', en: 'Approvers' },
  manager: { zh: '管理', en: 'Managers' },
  editor: { zh: '事项编辑', en: 'Catalogue editors' },
  reviewer: { zh: '事项审核', en: 'Catalogue reviewers' },
  sysadmin: { zh: '系统管理员', en: 'System administrators' },
  secadmin: { zh: '安全管理员', en: 'Security administrators' },
  auditor: { zh: '审计员', en: 'Auditors' },
};

/** Accounts from `demo/city`: the people marked `signIn`, and all staff. */
export function readAccounts(): Account[] {
  const city = readCity();
  const citizens = city.people
    .filter((p) => p.signIn === true)
    .map(
      (p): Account => ({
        key: p.key,
        name: p.name,
        number: p.idNumber,
        phone: p.phone ?? null,
        email: p.email ?? null,
        side: 'citizen',
        who: { zh: p.who ?? '', en: p.whoEn ?? p.who ?? '' },
        group: { zh: '居民和企业', en: 'Citizens and enterprises' },
      }),
    );
  const staff = city.staff.map((s): Account => {
    const post = s.posts[0];
    const organ = city.organs.find((o) => o.key === post?.organs[0]);
    const many = (post?.organs.length ?? 0) > 1;
    return {
      key: s.key,
      name: s.name,
      number: s.idNumber,
      phone: s.phone ?? null,
      email: null,
      side: 'staff',
      who: {
        zh: `${organ?.name ?? ''}${many ? `等${post?.organs.length}个部门` : ''}，${post?.title ?? ''}`,
        en: `${post?.en ?? post?.title ?? ''}, ${organ?.en ?? organ?.name ?? ''}${many ? ` and ${(post?.organs.length ?? 1) - 1} other offices` : ''}`,
      },
      group: roles[post?.role ?? 'clerk'],
    };
  });
  return [...citizens, ...staff];
}
