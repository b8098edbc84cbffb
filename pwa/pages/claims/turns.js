import { effect } from '@preact/signals';
import { turns } from '../../store/turns.js';
import { countTurns } from './claim-words.js';

effect(() => {
  turns.value = countTurns();
});
