// The console works without this script; with it, by keyboard.
import { growItems } from './items.js';
import { listenToKeys } from './keys.js';
import { drawMarks, listenToMarks } from './marks.js';
import { followRows } from './rows.js';
import { listenToSwitches } from './switches.js';
import { openViewer } from './viewer.js';

listenToKeys(document);
followRows(document);
listenToSwitches(document);
drawMarks(document);
listenToMarks(document);
openViewer(document);
growItems(document);
