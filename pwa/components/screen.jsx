import { Dock } from './dock.jsx';
import { TabBar } from './tab-bar.jsx';
import { TopBar } from './top-bar.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * A whole page: its head, its content, and below either its main button or the tabs.
 *
 * @param {{title: string, back?: string, close?: boolean, end?: Children,
 *   connectionText?: string, tab?: import('./tab-bar.jsx').TabName, act?: Children,
 *   dock?: Children, note?: Children,
 *   noteIcon?: string, sheet?: Children, class?: string, children: Children}} props
 *   back: the page above, none for a tab's own page; close, end, connectionText: see TopBar;
 *   tab: the current one of the tabs; act: the main button above them; dock: the main button
 *   instead of the tabs; note: a line above it; sheet: an open sheet; class: of the content
 */
export function Screen({ tab = 'me', act, dock, note, noteIcon, sheet, children, ...rest }) {
  const { title, back, close, end, connectionText, class: extra = '' } = rest;
  const room = dock && note ? 'page--note' : act ? 'page--act' : '';
  return (
    <>
      <TopBar title={title} back={back} close={close} end={end} connectionText={connectionText} />
      <main class={`page ${room} ${extra}`}>{children}</main>
      {dock ? (
        <Dock note={note} noteIcon={noteIcon}>
          {dock}
        </Dock>
      ) : (
        <TabBar current={tab} act={act} />
      )}
      {sheet}
    </>
  );
}
