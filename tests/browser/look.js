/**
 * Run in a page: says what a person with that screen could not read or could not hit.
 * Returns sentences; an empty list is a good page.
 */
(byMouse) => {
  const complaints = [];
  const wide = document.documentElement.clientWidth;

  if (document.scrollingElement.scrollWidth > wide) {
    complaints.push(`the page is ${document.scrollingElement.scrollWidth} px wide, the screen ${wide}`);
  }
  const elements = [...document.body.querySelectorAll('*')].filter(isShown);
  for (const element of elements) {
    sticksOut(element);
    isCutOff(element);
  }
  for (const target of elements.filter(isTarget)) isTooSmall(target);
  return complaints;

  function isShown(element) {
    const box = element.getBoundingClientRect();
    const isClippedAway = box.width <= 2 || box.height <= 2;
    return !isClippedAway && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  }

  function sticksOut(element) {
    const box = element.getBoundingClientRect();
    if (!element.closest('svg') && !scrollsSideways(element) && (box.left < -1 || box.right > wide + 1)) {
      complaints.push(`${name(element)} reaches from ${box.left} to ${box.right} of ${wide}`);
    }
  }

  function scrollsSideways(element) {
    for (let above = element; above; above = above.parentElement) {
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(above).overflowX)) {
        if (above !== document.body && above !== document.documentElement) return true;
      }
    }
    return false;
  }

  function isCutOff(element) {
    const style = getComputedStyle(element);
    const hides = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    const mayScroll = /auto|scroll/.test(style.overflowX + style.overflowY);
    if (!hasText(element) || !hides || mayScroll || element.matches('.vh, [aria-hidden="true"]')) return;
    const isWider = element.scrollWidth > element.clientWidth + 1;
    const isHigher = element.scrollHeight > element.clientHeight + 2;
    if (isWider || isHigher) complaints.push(`${name(element)} is cut off`);
  }

  function hasText(element) {
    if (element instanceof HTMLInputElement) return false;
    return element.textContent.trim() !== '' && !element.closest('svg');
  }

  function isTarget(element) {
    return element.matches(
      'a[href], button, select, summary, input, textarea, [role="button"], [role="tab"], [role="switch"]',
    );
  }

  function isTooSmall(target) {
    const label = target.closest('label') ?? target.labels?.[0];
    const element = target.matches('input[type="checkbox"], input[type="radio"]') && label ? label : target;
    const box = element.getBoundingClientRect();
    const isInline = getComputedStyle(target).display === 'inline';
    // WCAG 2.2, 2.5.8, for a mouse; a link within a line may be as high as its text.
    const least = byMouse ? (isInline ? 16 : 24) : isInline ? 44 : 48;
    const [width, height] = [reach(target, element, box, 1, 0), reach(target, element, box, 0, 1)];
    if (width < least - 0.5 || height < least - 0.5) {
      complaints.push(`${name(target)} is a target of ${width} × ${height} px, ${least} are needed`);
    }
  }

  /** How far a finger may be off: the box itself, or more where a pseudo-element widens it. */
  function reach(target, element, box, sideways, upright) {
    const size = sideways ? box.width : box.height;
    if (size >= 48) return size;
    element.scrollIntoView({ block: 'center', inline: 'nearest' });
    const now = element.getBoundingClientRect();
    const [x, y] = [now.left + now.width / 2, now.top + now.height / 2];
    let far = size / 2;
    for (let off = size / 2; off <= 24; off += 0.5) {
      const inside = off - 0.5; // a box doesn't hold its own far edge
      const hits = [1, -1].every((sign) => {
        const hit = document.elementFromPoint(x + sign * inside * sideways, y + sign * inside * upright);
        return hit && (element.contains(hit) || target.contains(hit));
      });
      if (!hits) break;
      far = off;
    }
    return far * 2;
  }

  function name(element) {
    const text = element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40);
    const kind = [element.tagName.toLowerCase(), ...element.classList].join('.');
    return `${kind} “${text || element.getAttribute('aria-label') || element.getAttribute('name') || ''}”`;
  }
}
