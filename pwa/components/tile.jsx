import { useEffect, useState } from 'preact/hooks';
import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */
/** @typedef {'sent' | 'sending' | 'wait' | 'turn' | 'plain'} TileKind */

/** Photos beside each other. @param {{children: Children}} props */
export function Tiles({ children }) {
  return <div class="tiles">{children}</div>;
}

/**
 * A photo and where it is.
 *
 * @param {{kind: TileKind, icon: string, words: string, label: string, percent?: number | null,
 *   picture?: () => Promise<Blob | null>, address?: string, onPress: () => void}} props
 *   label: its name, read out before its words; percent: of it that is on the server;
 *   picture: its bytes; address: where it is shown from otherwise
 */
export function Tile({ kind, icon, words, label, percent, picture, address, onPress }) {
  return (
    <button class={`tile tile--${kind}`} type="button" onClick={onPress}>
      <Picture load={picture} address={address} />
      <span class="vh">{label}</span>
      <span class="tile__f">
        <Icon name={icon} />
        <span>{words}</span>
        {percent !== null && percent !== undefined && (
          <i class="tile__p" style={{ width: `${percent}%` }} />
        )}
      </span>
    </button>
  );
}

/**
 * A photo that isn't there yet.
 *
 * @param {{children: Children, onPress: () => void}} props
 */
export function AddTile({ children, onPress }) {
  return (
    <button class="tile tile--add" type="button" onClick={onPress}>
      <Icon name="camera" size="l" />
      <span>{children}</span>
    </button>
  );
}

/**
 * A photo from its bytes, or from an address; a sheet of paper where neither gives a picture.
 *
 * @param {{load?: () => Promise<Blob | null>, address?: string, alt?: string,
 *   children?: Children}} props children: what lies over the photo
 */
export function Picture({ load, address, alt = '', children }) {
  const [source, setSource] = useState(load ? '' : address);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    let shown = '';
    let isGone = false;
    load?.().then((blob) => {
      if (isGone) return;
      if (blob) shown = URL.createObjectURL(blob);
      setSource(shown || address);
    });
    return () => {
      isGone = true;
      URL.revokeObjectURL(shown);
    };
  }, []);
  if (!source || isBroken) return <Icon name="file" size="l" class="tile__none" />;
  return (
    <>
      <img src={source} alt={alt} decoding="async" onError={() => setBroken(true)} />
      {children}
    </>
  );
}
