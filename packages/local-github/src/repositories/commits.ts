/** Commits that stand for branches and tags: there is no git behind them, and the same ref has the same one. */
import { createHash } from 'node:crypto';

/** 40 hexadecimal digits. */
export const commitOf = (ref: string): string => createHash('sha1').update(`commit of ${ref}`).digest('hex');
