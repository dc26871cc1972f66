import { useState } from 'react';
import { type Config, loadConfigForLaunch } from '../config/config.ts';
import { launch } from '../ehr/launch.ts';
import type { Issuer, Refusal } from '../ehr/types.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressNote } from '../ui/Notes.tsx';
import styles from './launch.module.css';
import { mount } from './mount.tsx';
import { Page } from './Page.tsx';
import { Refused } from './Refused.tsx';
import { WORDS } from './words.ts';

/** The EHR's entry point: checks where the launch comes from before anything is asked there. */
void mount(async () => {
  const config = await loadConfigForLaunch();
  const asked = new URL(location.href).searchParams.has('iss') || config.issuers.length === 1;
  return asked ? afterLaunch(await launch(config.issuers)) : <Choice config={config} />;
});

function afterLaunch(refusal: Refusal | null) {
  return refusal === null ? <Opening /> : <Refused refusal={refusal} />;
}

/** The browser is on its way to the EHR. */
function Opening() {
  return (
    <Page title={WORDS.openingTitle}>
      <ProgressNote title={WORDS.opening} />
    </Page>
  );
}

/** Opened without an EHR: which one? */
function Choice({ config }: { config: Config }) {
  const [content, setContent] = useState<ReturnType<typeof afterLaunch> | null>(null);
  async function open(issuer: Issuer) {
    setContent(<Opening />);
    setContent(afterLaunch(await launch(config.issuers, issuer)));
  }
  return (
    content ?? (
      <Page title={WORDS.chooseEhr}>
        <p>{WORDS.chooseEhrWhy}</p>
        <ul className={styles.choices}>
          {config.issuers.map((issuer) => (
            <li key={issuer.iss}>
              <Button onClick={() => void open(issuer)}>
                {issuer.name}: {issuer.iss}
              </Button>
            </li>
          ))}
        </ul>
      </Page>
    )
  );
}
