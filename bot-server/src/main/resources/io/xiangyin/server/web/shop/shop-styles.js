/** The look of the demo shop. */
import { css } from "lit";

export const shopStyles = css`
  :host {
    display: block;
    padding-bottom: 100px;
  }
  .wide {
    max-width: 1040px;
    margin: 0 auto;
    padding-inline: var(--xy-5);
  }
  header {
    background: var(--xy-surface);
    border-bottom: 1px solid var(--xy-border);
  }
  header .wide {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--xy-2) var(--xy-4);
    padding-block: var(--xy-3);
  }
  .logo {
    font-size: var(--xy-text-xl);
    font-weight: 700;
    color: var(--xy-accent-ink);
    text-decoration: none;
  }
  .search {
    flex: 1 1 160px;
    padding: 6px var(--xy-4);
    border: 1px solid var(--xy-border);
    border-radius: 20px;
    color: var(--xy-ink-2);
    font-size: var(--xy-text-s);
  }
  .switch {
    font-size: var(--xy-text-s);
    padding: 8px 0;
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--xy-8);
    padding-block: var(--xy-6);
  }
  h2 {
    margin-bottom: var(--xy-3);
  }
  .welcome {
    padding: var(--xy-6);
    border-radius: 12px;
    background: var(--xy-accent-soft);
  }
  .welcome h1 {
    color: var(--xy-accent-ink);
  }
  .orders {
    display: grid;
    gap: var(--xy-3);
  }
  .order {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: var(--xy-4);
    align-items: center;
    padding: var(--xy-4);
    background: var(--xy-surface);
    border: 1px solid var(--xy-border);
    border-radius: var(--xy-radius);
  }
  .right {
    text-align: right;
  }
  .price {
    font-weight: 600;
    color: var(--xy-accent-ink);
  }
  .goods {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 145px), 1fr));
    gap: var(--xy-4);
  }
  .goods h3 {
    margin-top: var(--xy-2);
    font-weight: 500;
  }
  .picture {
    display: grid;
    place-content: center;
    width: 72px;
    aspect-ratio: 1;
    border-radius: var(--xy-radius);
    font-size: var(--xy-text-l);
    font-weight: 600;
    background: var(--xy-blue-soft);
    color: var(--xy-blue-ink);
  }
  .picture.tall {
    width: 100%;
    font-size: var(--xy-text-xl);
  }
  .picture.b {
    background: var(--xy-accent-soft);
    color: var(--xy-accent-ink);
  }
  .picture.c {
    background: var(--xy-green-soft);
    color: var(--xy-green);
  }
  .picture.d {
    background: var(--xy-amber-soft);
    color: var(--xy-amber);
  }
  .picture.e {
    background: var(--xy-surface-2);
    color: var(--xy-ink-2);
  }
  @media (max-width: 420px) {
    .order {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .order .picture {
      display: none;
    }
  }
`;
