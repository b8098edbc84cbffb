import { money, percent } from '../lib/format.js';
import { t } from '../lib/labels.js';
import { dayAndWeekday, partsOf } from '../lib/notice-list.js';
import { Panel, Row } from './panel.jsx';
import { Tag } from './pill.jsx';

/** @typedef {import('preact').ComponentChildren} Children */
/** @typedef {import('../lib/notices.js').Block} Block */
/** @typedef {import('../lib/notices.js').CalcLine} CalcLine */
/** @typedef {import('../lib/notices.js').Inline} Inline */
/** @typedef {Record<import('../lib/notices.js').SlotName, Children>} Slots */

/**
 * A text of the operator's, from the closed set of nodes that notices.json holds. A node of a
 * newer file is left out.
 *
 * @param {{blocks: Block[], slots: Slots}} props slots: what stands for `<hotline>` and the like
 */
export function NodeTree({ blocks, slots }) {
  return (
    <>
      {partsOf(blocks).map(({ heading, runs }, index) => (
        <section key={index} class="sect">
          {heading && (
            <h3>
              <Words nodes={heading.nodes} slots={slots} />
            </h3>
          )}
          {runs.map((run, place) => (
            <Panel key={place} pad={!run.isRows} class={run.isRows ? '' : 'tree'}>
              {run.blocks.map((block, at) => (
                <BlockView key={at} block={block} slots={slots} />
              ))}
            </Panel>
          ))}
        </section>
      ))}
    </>
  );
}

/**
 * What stands inside a sentence.
 *
 * @param {{nodes: Inline[], slots: Slots}} props
 */
export function Words({ nodes, slots }) {
  return (
    <>
      {nodes.map((node, index) => (
        <Word key={index} node={node} slots={slots} />
      ))}
    </>
  );
}

/** @param {{node: Inline, slots: Slots}} props */
function Word({ node, slots }) {
  if (typeof node === 'string') return <>{node}</>;
  switch (node.node) {
    case 'slot':
      return <>{slots[node.name]}</>;
    case 'strong':
      return (
        <b>
          <Words nodes={node.nodes} slots={slots} />
        </b>
      );
    case 'em':
      return (
        <em>
          <Words nodes={node.nodes} slots={slots} />
        </em>
      );
    case 'link':
      return (
        <a class="link tapx nb" href={node.href}>
          <Words nodes={node.nodes} slots={slots} />
        </a>
      );
    default:
      return null;
  }
}

/** @param {{block: Block, slots: Slots}} props */
function BlockView({ block, slots }) {
  switch (block.node) {
    case 'heading':
      return (
        <h4>
          <Words nodes={block.nodes} slots={slots} />
        </h4>
      );
    case 'paragraph':
      return (
        <p>
          <Words nodes={block.nodes} slots={slots} />
        </p>
      );
    case 'row':
      return <Row title={<Words nodes={block.nodes} slots={slots} />} href={block.href} />;
    case 'list':
      return <List block={block} slots={slots} />;
    case 'calc':
      return <Calc lines={block.lines} />;
    case 'days':
      return <Days lines={block.lines} />;
    default:
      return null;
  }
}

/** @param {{block: Extract<Block, {node: 'list'}>, slots: Slots}} props */
function List({ block, slots }) {
  const items = block.items.map((nodes, index) => (
    <li key={index}>
      <span>
        <Words nodes={nodes} slots={slots} />
      </span>
    </li>
  ));
  return block.ordered ? <ol class="tree__ol">{items}</ol> : <ul class="tree__ul">{items}</ul>;
}

/** Invented amounts, one line a step. @param {{lines: CalcLine[]}} props */
function Calc({ lines }) {
  return (
    <div class="tree__fig">
      <Tag>{t('notices.example_amounts')}</Tag>
      <ul class="calc">
        {lines.map((line, index) => (
          <li key={index} class={lookOf(line, index === lines.length - 1)}>
            <span>
              {line.words}
              {noteOf(line) && <small>{noteOf(line)}</small>}
            </span>
            <b>{amountOf(line, index)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * @param {CalcLine} line
 * @param {boolean} isLast
 */
function lookOf({ kind }, isLast) {
  if (kind === 'cut') return 'calc__cut';
  if (kind !== 'sum') return undefined;
  return isLast ? 'calc__sum' : 'calc__sub';
}

/** A cut shows its formula. @param {CalcLine} line */
function noteOf({ note, of_fen, rate_bp }) {
  if (of_fen === undefined || rate_bp === undefined) return note;
  return `${money(of_fen, { whole: true })} × ${percent(rate_bp)}`;
}

/**
 * @param {CalcLine} line
 * @param {number} index
 */
function amountOf({ kind, fen }, index) {
  const amount = money(fen, { whole: true });
  if (kind === 'take' || kind === 'cut') return `− ${amount}`;
  return kind === 'add' && index > 0 ? `+ ${amount}` : amount;
}

/** Invented days, one after the other. @param {{lines: import('../lib/notices.js').DayLine[]}} props */
function Days({ lines }) {
  return (
    <div class="tree__fig">
      <Tag>{t('notices.example_days')}</Tag>
      <ol class="days">
        {lines.map(({ on, time, words }) => (
          <li key={on + time}>
            <time dateTime={time ? `${on}T${time}+08:00` : on}>{dayAndWeekday(on)}</time>
            <span>
              {time && <b>{time} </b>}
              {words}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
