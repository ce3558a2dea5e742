/** The pictures of the console, drawn here: all take the colour of the text, none says anything that words beside it do not. */
import type { ReactNode } from 'react';

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1.100 1.100M11.900 11.900 13 13M13 3l-1.100 1.100M4.100 11.900 3 13" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7z" />
  </Icon>
);

export const AutoIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="5.500" y="5.500" width="8" height="8" rx="1.500" />
    <path d="M3 10.500A1.500 1.500 0 0 1 2.500 9.500V4A1.500 1.500 0 0 1 4 2.500h5.500a1.500 1.500 0 0 1 1 .500" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m3 8.500 3.500 3.500L13 4.500" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.500" />
    <path d="m10.500 10.500 3.500 3.500" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M8 2 1.500 13.500h13zM8 6.500v3M8 11.500v.01" />
  </Icon>
);

export const OverviewIcon = () => (
  <Icon>
    <path d="M2 11.500a6 6 0 1 1 12 0M8 11.500l2.500-4M4.500 13.500h7" />
  </Icon>
);

export const TagIcon = () => (
  <Icon>
    <path d="M2 2.500h5.500l6.500 6.500-5 5-6.500-6.500zM5 5.500v.01" />
  </Icon>
);

export const PromotionsIcon = () => (
  <Icon>
    <rect x="2" y="3" width="12" height="11" rx="1.500" />
    <path d="M5 1.500V4M11 1.500V4M5 11.500l2.500-3 1.500 1.500 2.500-3" />
  </Icon>
);

export const NodesIcon = () => (
  <Icon>
    <rect x="2" y="2.500" width="12" height="4.500" rx="1" />
    <rect x="2" y="9" width="12" height="4.500" rx="1" />
    <path d="M4.500 4.750v.01M4.500 11.250v.01" />
  </Icon>
);

export const GrantsIcon = () => (
  <Icon>
    <path d="M2 4h3v2H2zM7 4h7M2 10h3v2H2zM7 6h5M7 10h7M7 12h4" />
  </Icon>
);

export const InspectorIcon = () => (
  <Icon>
    <path d="M4 2 3 14M9 2 8 14M1.500 5.500H11M1 10.500h6" />
    <circle cx="11.500" cy="11" r="2.500" />
    <path d="m13.300 12.800 1.700 1.700" />
  </Icon>
);

export const AuditIcon = () => (
  <Icon>
    <path d="M3 2h7l3 3v9H3zM5.500 7h5M5.500 9.500h5M5.500 12h3" />
  </Icon>
);

export const KeyIcon = () => (
  <Icon>
    <circle cx="5" cy="11" r="3" />
    <path d="m7.200 8.800 6.300-6.300M11 5l2 2M9 7l1.500 1.500" />
  </Icon>
);

export const PeopleIcon = () => (
  <Icon>
    <circle cx="6" cy="5" r="2.500" />
    <path d="M1.500 13.500c0-3 2-4.500 4.500-4.500s4.500 1.500 4.500 4.500M10.500 2.700a2.500 2.500 0 0 1 0 4.600M12 9.300c1.600.7 2.500 2.100 2.500 4.200" />
  </Icon>
);

export const PersonIcon = () => (
  <Icon>
    <circle cx="8" cy="5" r="3" />
    <path d="M2.500 14c0-3 2.300-5 5.500-5s5.500 2 5.500 5" />
  </Icon>
);

export const MenuIcon = () => (
  <Icon>
    <path d="M2 4h12M2 8h12M2 12h12" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m3.500 3.500 9 9M12.500 3.500l-9 9" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M5.500 3v10M10.500 3v10" />
  </Icon>
);

export const PlayIcon = () => (
  <Icon>
    <path d="M4.500 2.500v11l8.500-5.500z" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);

export const UpIcon = () => (
  <Icon>
    <path d="m4 9.500 4-4 4 4" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="m4 6.500 4 4 4-4" />
  </Icon>
);

export const LogoutIcon = () => (
  <Icon>
    <path d="M6 2.500H2.500v11H6M10 5l3 3-3 3M6 8h7" />
  </Icon>
);

export const GlobeIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M2 8h12M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12" />
  </Icon>
);
