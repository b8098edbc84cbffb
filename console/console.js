// The console works without this script; with it, by keyboard.
import { listenToKeys } from './keys.js';
import { followRows } from './rows.js';
import { listenToSwitches } from './switches.js';

listenToKeys(document);
followRows(document);
listenToSwitches(document);
