import { readInvoiceCode } from './invoice-code.js';

/**
 * Finds the invoice codes on a photo, where the phone can read QR codes at all.
 * @param {ImageBitmapSource} picture
 * @returns {Promise<import('./invoice-code.js').CodedInvoice[]>} each once
 */
export async function scanInvoices(picture) {
  if (!canScan()) return [];
  try {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    const codes = await detector.detect(picture);
    const invoices = codes.flatMap(({ rawValue }) => readInvoiceCode(rawValue) ?? []);
    return [...new Map(invoices.map((invoice) => [invoice.number, invoice])).values()];
  } catch {
    // A phone may offer this and still lack what it needs for it: then it is typed.
    return [];
  }
}

/** Whether this phone can read codes on photos. */
export function canScan() {
  return 'BarcodeDetector' in globalThis;
}
