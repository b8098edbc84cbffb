import { partsOf } from '../lib/notice-list.js';
import { Amounts, Days } from './figures.jsx';
import { Panel, Row } from './panel.jsx';

/** @typedef {import('preact').ComponentChildren} Children */
/** @typedef {import('../lib/notices.js').Block} Block */
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
      return <Amounts lines={block.lines} />;
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
