"""The only drivers of GDAL that a reader has; every other one is unloaded before a file is seen."""

from __future__ import annotations

import os

from layers.sources import vector

#: Drivers of the raster library but for GeoTIFF and scanned maps, as GDAL 3.4 to 3.12 have them; those it lacks do
#: no harm here.
_OTHER_RASTERS = """
    AAIGrid ACE2 ADRG AIG AirSAR ARG AVIF BAG BIGGIF BLX BMP BSB BT BYN CAD CALS CEOS COASP COG COSAR CPG CTG CTable2
    DAAS DDS DERIVED DIMAP DIPEx DOQ1 DOQ2 DTED DXF ECRGTOC ECW EEDA EEDAI EHdr EIR ELAS ENVI ERS ESAT ESRIC EXR FAST
    FIT FITS FujiBAS GDALG GFF GIF GNMDatabase GNMFile GRASSASCIIGrid GRIB GS7BG GSAG GSBG GSC GTA GTI GTX GXF GenBin
    HDF4 HDF4Image HDF5 HDF5Image HEIF HF2 HFA HTTP IGNFHeightASCIIGrid ILWIS INGR IRIS ISCE ISG ISIS2 ISIS3 JAXAPALSAR
    JDEM JP2ECW JP2KAK JP2Lura JP2MrSID JP2OpenJPEG JPEGXL JPIPKAK KEA KMLSUPEROVERLAY KRO L1B LAN LCP LIBERTIFF
    LOSLAS Leveller MAP MBTiles MEM MFF MFF2 MRF MSG MSGN MiraMonRaster MrSID NDF NGSGEOID NGW NITF NOAA_B NSIDCbin NTv2
    NWT_GRC NWT_GRD NULL OGCAPI OPENFILEGDB OZI PAux PCIDSK PCRaster PDF PDS PDS4 PLMOSAIC PNM PRF PostGISRaster R
    RASTERLITE Rasterlite RCM RDA RDB RIK RMF ROI_PAC RPFTOC RRASTER RS2 RST S102 S104 S111 SAFE SAGA SAR_CEOS SDTS
    SENTINEL2 SGI SIGDEM SNAP_TIFF SNODAS SRP SRTMHGT STACIT STACTA TERRASARX TGA TIL TSX Terragen TileDB TopoJSON
    USGSDEM VICAR VRT WCS WEBP WMS WMTS XPM XYZ ZMap Zarr netCDF
    AmigoCloud AVCBin AVCE00 Carto CSV CSW DGN EDIGEO Elasticsearch ESRIJSON FlatGeobuf GeoJSON GeoJSONSeq GeoRSS GML
    GMT GPKG GPX Idrisi JML JSONFG KML LIBKML LVBAG MVT MapML Memory OAPIF ODS OGR_GMT OGR_PDS OGR_VRT OSM OpenFileGDB
    PGDUMP PLSCENES PMTiles S57 SQLite SVG SXF Selafin VDV VFK WAsP WFS XLS XLSX
"""
#: What the vector library may keep.
_VECTORS = frozenset().union(*vector.DRIVERS.values())


def keep_ours() -> None:
    """Load both libraries with the drivers for the formats this program reads, and no other."""
    rasters = [*_OTHER_RASTERS.split(), "ESRI Shapefile", "MapInfo File"]
    before = os.environ.get("CPL_LOG")
    os.environ.update({"GDAL_SKIP": ",".join(rasters), "CPL_LOG": os.devnull})
    import rasterio

    with rasterio.Env() as environment:  # registers, once for all
        environment.drivers()
    del os.environ["GDAL_SKIP"]
    pyogrio = vector.gdal()
    others = [name for name in pyogrio.list_drivers() if name not in _VECTORS]
    pyogrio.set_gdal_config_options({"OGR_SKIP": ",".join([vector.UNLOADED, *others])})
    from pyogrio import _ogr

    _ogr._register_drivers()  # which also unloads those to be skipped
    if before is None:
        del os.environ["CPL_LOG"]
    else:
        os.environ["CPL_LOG"] = before


def loaded() -> list[str]:
    """Return the names of all drivers that are loaded."""
    import rasterio

    with rasterio.Env() as environment:
        return sorted({*environment.drivers(), *vector.gdal().list_drivers()})
