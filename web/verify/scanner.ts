/** The QR scanner: a dialog with the camera's picture, or a picture file in its place. Frames never leave the device. */

import type { Messages } from '../messages/en.ts'
import { h, icon } from '../page/dom.ts'
import { codeReader, pixels } from './qr.ts'

const FRAME_MS = 150
const FRAME_SIDE = 900

/** The code's text, a picture file that was chosen instead, or null when it was closed. */
export async function scan(messages: Messages): Promise<string | File | null> {
  const video = h('video', { muted: true, playsinline: true })
  const trouble = h('p', { class: 'trouble', role: 'alert' })
  const picker = h('input', { type: 'file', accept: 'image/*', hidden: true })
  const dialog = h(
    'dialog',
    { class: 'scanner', 'aria-labelledby': 'scan-title' },
    h(
      'div',
      {},
      h('h2', { id: 'scan-title' }, messages['scan-title']),
      video,
      h('p', { class: 'soft small' }, messages['scan-help']),
      trouble,
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          { class: 'button', type: 'button', click: () => picker.click() },
          icon('file'),
          messages['scan-image'],
        ),
        h('button', { class: 'button', type: 'button', click: () => dialog.close() }, messages['scan-close']),
        picker,
      ),
    ),
  )
  document.body.append(dialog)
  dialog.showModal()

  const stop = new AbortController()
  let stream: MediaStream | undefined
  try {
    return await new Promise<string | File | null>((resolve) => {
      dialog.addEventListener('close', () => resolve(null))
      picker.addEventListener('change', () => resolve(picker.files?.[0] ?? null))
      openCamera()
        .then(async (opened) => {
          stream = opened
          if (stop.signal.aborted) return
          video.srcObject = opened
          await video.play()
          resolve(await watch(video, stop.signal))
        })
        .catch(() => {
          video.hidden = true
          trouble.textContent = messages['camera-refused']
        })
    })
  } finally {
    stop.abort()
    for (const track of stream?.getTracks() ?? []) track.stop()
    dialog.close()
    dialog.remove()
  }
}

function openCamera(): Promise<MediaStream> {
  if (!navigator.mediaDevices) return Promise.reject(new Error('No camera'))
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
}

/** Looks at a frame every so often until there is a code in one. */
async function watch(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const read = await codeReader()
  while (!signal.aborted) {
    if (video.videoWidth > 0) {
      const found = await read(pixels(video, video.videoWidth, video.videoHeight, FRAME_SIDE))
      if (found) return found
    }
    await new Promise((resolve) => setTimeout(resolve, FRAME_MS))
  }
  return null
}
