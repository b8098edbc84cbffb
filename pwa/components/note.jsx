import { HotlineLink } from './hotline.jsx';
import { Icon } from './icon.jsx';
import { Rich } from './rich.jsx';

/**
 * A quiet remark: a text with `**bold**` and `<hotline>`, or children.
 *
 * @param {{icon?: string, text?: string, children?: import('preact').ComponentChildren}} props
 */
export function Note({ icon = 'info', text, children }) {
  return (
    <p class="note">
      <Icon name={icon} />
      <span>{text ? <Rich text={text} slots={{ hotline: <HotlineLink /> }} /> : children}</span>
    </p>
  );
}
