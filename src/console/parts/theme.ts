// Colours and measures of the console. Teal for what acts, vermilion for what differs, amber for what waits.
import { theme, type ThemeConfig } from 'antd';
import { createContext, useContext } from 'react';

export type Shade = 'light' | 'dark';

export interface ShadeChoice {
  readonly shade: Shade;
  readonly choose: (shade: Shade) => void;
}

export const ShadeContext = createContext<ShadeChoice>({ shade: 'light', choose: () => undefined });
export const useShade = (): ShadeChoice => useContext(ShadeContext);

const fonts = '-apple-system, "Segoe UI", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

export function themeOf(shade: Shade): ThemeConfig {
  const isDark = shade === 'dark';
  // The compact algorithm takes its letters two sizes below the seed: 16 gives 14.
  return {
    algorithm: isDark ? [theme.darkAlgorithm, theme.compactAlgorithm] : [theme.defaultAlgorithm, theme.compactAlgorithm],
    token: {
      colorPrimary: isDark ? '#1c7f90' : '#0e6377', colorLink: isDark ? '#5cc8d8' : '#0b5a6e', colorError: isDark ? '#ff7a75' : '#c4262e', colorInfo: isDark ? '#2bb3c8' : '#0e6377',
      colorTextSecondary: isDark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.66)',
      colorTextTertiary: isDark ? 'rgba(255,255,255,0.62)' : 'rgba(0,0,0,0.6)',
      colorTextDescription: isDark ? 'rgba(255,255,255,0.68)' : 'rgba(0,0,0,0.62)',
      colorTextPlaceholder: isDark ? 'rgba(255,255,255,0.55)' : 'rgba(0,0,0,0.56)',
      ...(isDark ? {} : { colorInfoBg: '#eaf5f7', colorInfoBorder: '#b9dbe2', colorPrimaryBg: '#e4f2f5', colorPrimaryBgHover: '#d3eaef' }),
      colorBgLayout: isDark ? '#101416' : '#f3f5f5',
      fontFamily: fonts, fontSize: 16, borderRadius: 6, wireframe: false,
    },
    components: { Layout: { headerHeight: 48, headerPadding: '0 16px' }, Table: { cellPaddingBlockSM: 6 }, ...(isDark ? { Tabs: { itemSelectedColor: '#5cc8d8', itemHoverColor: '#7fd6e3', itemActiveColor: '#5cc8d8', inkBarColor: '#5cc8d8' } } : {}) },
  };
}

/** Colours of charts, told apart also by people who do not see red and green. */
export const chartColours = ['#0e7c93', '#e0892b', '#6a5acd', '#3f9b52', '#c4467a', '#8c6d46', '#5b7ea6', '#b0a02a'];
