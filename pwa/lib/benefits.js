/** @typedef {import('./rows.js').Benefit} Benefit */
/** @typedef {import('./rows.js').PlanBenefit} PlanBenefit */

/**
 * What is left of a limit; what is under review counts as used until it is decided.
 * @param {number | null} limit fen or times; null: no such limit
 * @param {number} used
 * @param {number} reviewing
 * @returns {number | null}
 */
export function remaining(limit, used, reviewing) {
  return limit === null ? null : Math.max(0, limit - used - reviewing);
}

/**
 * A benefit's limits with what is used, under review and left of each; without a row nothing
 * is used.
 * @param {Pick<PlanBenefit, 'limit_fen' | 'limit_count'>} benefit of the plan
 * @param {Omit<Benefit, 'id' | 'code'> | undefined} row
 */
export function balance(benefit, row) {
  const { used_fen = 0, reviewing_fen = 0, used_count = 0, reviewing_count = 0 } = row ?? {};
  const { limit_fen, limit_count } = benefit;
  return {
    limit_fen,
    used_fen,
    reviewing_fen,
    remaining_fen: remaining(limit_fen, used_fen, reviewing_fen),
    limit_count,
    used_count,
    reviewing_count,
    remaining_count: remaining(limit_count, used_count, reviewing_count),
  };
}

/**
 * The parts of a limit for a ring or bar, in basis points; together 10,000 at most, so that
 * nothing is drawn beyond the end.
 * @param {number | null} limit
 * @param {number} used
 * @param {number} reviewing
 * @returns {{used_bp: number, reviewing_bp: number, remaining_bp: number} | null} null: no limit
 */
export function shares(limit, used, reviewing) {
  if (limit === null) return null;
  if (limit <= 0) return { used_bp: 10_000, reviewing_bp: 0, remaining_bp: 0 };
  const used_bp = Math.min(10_000, Math.round((used * 10_000) / limit));
  const reviewing_bp = Math.min(10_000 - used_bp, Math.round((reviewing * 10_000) / limit));
  return { used_bp, reviewing_bp, remaining_bp: 10_000 - used_bp - reviewing_bp };
}
