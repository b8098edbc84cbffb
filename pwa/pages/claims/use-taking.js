import { useState } from 'preact/hooks';
import { keepDocument, Repeated, WrongType } from '../../actions/documents.js';
import { dropFile } from '../../actions/kept-files.js';
import { useFileInputs } from '../../components/file-inputs.jsx';
import { bytes } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { NotKept } from '../../lib/outcome.js';
import { Unreadable } from '../../lib/photo.js';

/** @typedef {import('../../lib/invoice-code.js').CodedInvoice} CodedInvoice */
/** @typedef {{key: string, done: number, of: number}} Busy */
/** @typedef {ReturnType<typeof useTaking>} Taking */
/**
 * instead: a photo of this phone's, replaces: one that was sent: either is taken again.
 * @typedef {{kind: string, instead?: string, replaces?: string}} About
 */

/**
 * Photos and files for one claim or dose: chosen, looked at and kept one after the other.
 * `busy`: what is being done; `troubles`: why a file wasn't kept; by what
 * is taken again, or else by kind.
 * @param {{owner: string, policyId: string, before: () => Promise<unknown>,
 *   onInvoices?: (invoices: CodedInvoice[]) => void,
 *   onKept?: (id: string, kind: string) => void}} how before: keeps what is being filled in
 */
export function useTaking({ owner, policyId, before, onInvoices, onKept }) {
  const [busy, setBusy] = useState(/** @type {Busy | null} */ (null));
  const [troubles, setTroubles] = useState(/** @type {Record<string, string[]>} */ ({}));

  /**
   * @param {File[]} files
   * @param {About} about
   */
  async function take(files, { kind, instead, replaces }) {
    const key = replaces ?? kind;
    /** @type {string[]} */
    const found = [];
    for (const [done, file] of files.entries()) {
      setBusy({ key, done, of: files.length });
      try {
        const { id, checks } = await keepDocument({ owner, policyId, kind, replaces }, file);
        if (checks.invoices?.length) onInvoices?.(checks.invoices);
        onKept?.(id, kind);
        if (instead && done === 0) await dropFile(instead);
      } catch (error) {
        found.push(troubleWords(error, file));
      }
    }
    setBusy(null);
    setTroubles({ ...troubles, [key]: found });
  }

  const { inputs, takePhoto, chooseFiles } = useFileInputs({ before, onFiles: take });
  return { inputs, takePhoto, chooseFiles, busy, troubles };
}

/**
 * @param {unknown} error
 * @param {File} file
 */
function troubleWords(error, { name }) {
  if (error instanceof WrongType) return t('claims.taking.wrong_type', { name });
  if (error instanceof Repeated) return t('claims.taking.repeated');
  if (error instanceof Unreadable) return t('claims.taking.unreadable');
  if (!(error instanceof NotKept)) throw error;
  const left = error.leftBytes === undefined ? '' : bytes(error.leftBytes);
  return t(`claims.taking.${error.why}`, { name, left });
}
