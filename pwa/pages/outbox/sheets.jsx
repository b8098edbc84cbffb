import { outboxItems } from '../../store/outbox.js';
import { HandOver } from './hand-over.jsx';
import { ItemSheet } from './item-sheet.jsx';
import { Remove } from './remove.jsx';

/** What is open over the list. @typedef {{id: string, what: 'item' | 'hand' | 'remove'} | null} Opened */
/** @typedef {(opened: Opened) => void} OnOpen */

/** @param {{opened: Opened, onOpen: OnOpen}} props */
export function OutboxSheet({ opened, onOpen }) {
  const item = outboxItems.value.find(({ id }) => id === opened?.id);
  if (!item || !opened) return null;
  const close = () => onOpen(null);
  if (opened.what === 'hand') return <HandOver item={item} onClose={close} />;
  if (opened.what === 'remove') return <Remove item={item} onClose={close} />;
  return <ItemSheet item={item} onOpen={onOpen} onClose={close} />;
}
