/** The door of the partner channel: systems of departments behind the desk. Its routes are those of `cases`, authenticated by key. */
export { startSandboxDepartment } from './sandbox-department.ts';
export type { SandboxDepartment } from './sandbox-department.ts';
