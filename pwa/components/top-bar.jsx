import { useContext } from 'preact/hooks';
import { t } from '../lib/labels.js';
import { IconButton } from './button.jsx';
import { ConnectionPill } from './connection-pill.jsx';
import { Surroundings } from './surroundings.js';

/**
 * The head of a page.
 *
 * @param {{title: string, back?: string, close?: boolean, connectionText?: string,
 *   end?: import('preact').ComponentChildren}} props
 *   back: the page above; without it this is a tab's own page, with a large title; close: a cross
 *   instead of the arrow; connectionText: other words for the state of the network; end: an icon
 *   button behind it
 */
export function TopBar({ title, back, close, connectionText, end }) {
  const { connection, unsent, goBack } = useContext(Surroundings);
  return (
    <header class={back ? 'top' : 'top top--root'}>
      {back && (
        <IconButton
          icon={close ? 'x' : 'left'}
          label={t(close ? 'common.close' : 'common.back')}
          href={back}
          onClick={(event) => {
            event.preventDefault();
            goBack(back);
          }}
        />
      )}
      <h1 class="top__title">{title}</h1>
      <ConnectionPill connection={connection.value} unsent={unsent.value} text={connectionText} />
      {end}
    </header>
  );
}
